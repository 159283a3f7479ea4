"""Reads a workbook with pyxform, and tells as JSON which form came of it."""

import json
import sys
import xml.etree.ElementTree as tree

from pyxform.xls2xform import convert

X = "{http://www.w3.org/2002/xforms}"
H = "{http://www.w3.org/1999/xhtml}"
ODK = "{http://www.opendatakit.org/xforms}"
CONTROLS = {f"{X}input": "input", f"{X}select1": "select1", f"{X}select": "select", f"{ODK}rank": "odk:rank"}


def short(path):
    """The path of a question below the root of its form."""
    return "/".join(path.split("/")[2:])


result = convert(xlsform=sys.argv[1], warnings=[], validate=False)
form = tree.fromstring(result.xform)
questions = {}
for bind in form.iter(f"{X}bind"):
    questions[short(bind.get("nodeset"))] = {
        "type": bind.get("type"),
        "relevant": bind.get("relevant"),
        "constraint": bind.get("constraint"),
        "required": bind.get("required") == "true()",
    }
lists = {instance.get("id"): len(instance.findall(f"{X}root/{X}item")) for instance in form.iter(f"{X}instance")}
for tag, name in CONTROLS.items():
    for control in form.iter(tag):
        question = questions[short(control.get("ref"))]
        question["control"] = name
        items = control.find(f"{X}itemset")
        if items is not None:
            question["choices"] = lists.get(items.get("nodeset").split("'")[1])
print(
    json.dumps(
        {
            "warnings": result.warnings,
            "title": form.find(f"{H}head/{H}title").text,
            "languages": [each.get("lang") for each in form.iter(f"{X}translation")],
            "questions": questions,
        }
    )
)
