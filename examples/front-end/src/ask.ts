import type { TypedDocumentString } from './generated/graphql.js';

/** Asks the network; answers have the type of the operation, and errors are never overlooked. */
export async function ask<Result, Variables>(
  network: string,
  operation: TypedDocumentString<Result, Variables>,
  variables: Variables,
): Promise<Result> {
  const response = await fetch(`${network}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json',
      'accept-language': 'ko, en',
    },
    body: JSON.stringify({ query: operation.toString(), variables }),
  });
  const answer = (await response.json()) as { data?: Result; errors?: { message: string }[] };
  if (answer.errors || !answer.data) {
    throw new Error(answer.errors?.map((error) => error.message).join(' ') ?? response.statusText);
  }
  return answer.data;
}
