/** Whether the server can do its work; `ok`, or what is wrong. */
export interface Readiness {
  /** Whether deliveries can be taken in: without GitHub they still are, and wait. */
  readonly ready: boolean;
  readonly database: string;
  readonly github: string;
}

/** How long an answer of GitHub's is taken for granted, in milliseconds. */
const keptFor = 60_000;

/** A function that asks the database each time, and GitHub once a minute; each probe throws where it is not ready. */
export function openReadiness(probes: {
  database(): Promise<void>;
  github(): Promise<void>;
}): () => Promise<Readiness> {
  let github: { readonly at: number; readonly state: Promise<string> } | undefined;
  return async () => {
    if (github === undefined || Date.now() - github.at > keptFor) {
      github = { at: Date.now(), state: stateOf(probes.github) };
    }
    const database = await stateOf(probes.database);
    return { ready: database === 'ok', database, github: await github.state };
  };
}

async function stateOf(probe: () => Promise<void>): Promise<string> {
  try {
    await probe();
    return 'ok';
  } catch (error) {
    return error instanceof Error ? error.message : 'it does not answer';
  }
}
