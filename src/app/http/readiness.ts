import { within } from './within.ts';

/** Whether the server can do its work; `ok`, or what is wrong. */
export interface Readiness {
  /** Whether deliveries can be taken in: without GitHub they still are, and wait. */
  readonly ready: boolean;
  readonly database: string;
  readonly github: string;
}

/** How the probing is done; times in milliseconds. */
export interface ReadinessSettings {
  /** How long to wait for an answer: whoever asks whether the server is ready does not wait long either. */
  readonly patience: number;
  /** How long GitHub is taken to be as it was, when it was well and when it was not. */
  readonly keptWell: number;
  readonly keptUnwell: number;
}

const usual: ReadinessSettings = { patience: 3000, keptWell: 60_000, keptUnwell: 10_000 };

interface Known {
  readonly at: number;
  readonly state: string;
}

/**
 * A function that asks the database each time, and GitHub once a minute, or more often while it is not well; each probe
 * throws where it is not ready.
 */
export function openReadiness(
  probes: { database(): Promise<void>; github(): Promise<void> },
  settings: ReadinessSettings = usual,
): () => Promise<Readiness> {
  let known: Known | undefined;
  let asking: Promise<Known> | undefined;

  const askGitHub = async (): Promise<Known> => {
    // Told when it comes, however late, to those who ask then.
    known = { state: await stateOf(probes.github), at: Date.now() };
    asking = undefined;
    return known;
  };
  const github = async (): Promise<string> => {
    const kept = known?.state === 'ok' ? settings.keptWell : settings.keptUnwell;
    if (known !== undefined && Date.now() - known.at <= kept) return known.state;
    asking ??= askGitHub();
    const answer = await within(settings.patience, asking);
    return answer?.state ?? 'it has not answered yet';
  };
  return async () => {
    const [database, gitHub] = await Promise.all([
      within(settings.patience, stateOf(probes.database)),
      github(),
    ]);
    return { ready: database === 'ok', database: database ?? 'it does not answer in time', github: gitHub };
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
