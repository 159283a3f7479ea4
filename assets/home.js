// Shows the request of each door and runs it against this server.
const status = document.getElementById("status");

for (const door of document.querySelectorAll(".door")) {
  open(door);
}

async function open(door) {
  const response = await fetch(`graphiql/queries/${door.dataset.query}.graphql`);
  const query = await response.text();
  door.querySelector(".query").textContent = query.trim();
  const button = door.querySelector("button");
  button.addEventListener("click", () => run(door, button, query));
}

async function run(door, button, query) {
  const answer = door.querySelector(".answer");
  button.disabled = true;
  try {
    answer.textContent = JSON.stringify(await ask(query), null, 2);
    status.textContent = "The answer is below the request.";
  } catch (problem) {
    answer.textContent = `No answer: ${problem.message}`;
    status.textContent = "The request failed.";
  } finally {
    answer.hidden = false;
    button.disabled = false;
  }
}

async function ask(query) {
  const response = await fetch("graphql", {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/graphql-response+json" },
    body: JSON.stringify({ query }),
  });
  return response.json();
}
