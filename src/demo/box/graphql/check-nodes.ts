import { may } from '../auth/caller.ts';
import { isoSeconds } from '../git/parse-commit.ts';
import { nodeId } from '../store/addresses.ts';
import type { CheckRun, CheckSuite } from '../store/check.ts';
import type { Repository } from '../store/repository.ts';
import { connection } from './connection.ts';
import { forbidden } from './errors.ts';
import type { Arguments, Graph, Node } from './graph.ts';

/** The check suites of a commit, of this App or, where the filter wants another's, none. */
export function checkSuites(graph: Graph, repository: Repository, oid: string, args: Arguments): Node {
  const mayRead = may(graph.caller, repository, { permission: 'checks', level: 'read' });
  if (repository.visibility !== 'public' && !mayRead) throw forbidden();
  const items = [...repository.suites.values()].filter(
    (suite) =>
      suite.headSha === oid && isOfApp(graph, args) && runsNamed(graph, repository, suite, args).length > 0,
  );
  return connection('checkSuites', { items, node: (suite) => suiteNode(graph, repository, suite) })(args);
}

function suiteNode(graph: Graph, repository: Repository, suite: CheckSuite): Node {
  return {
    __typename: 'CheckSuite',
    id: nodeId('CS', suite.id),
    databaseId: suite.id,
    checkRuns: (args: Arguments) => {
      const items = isOfApp(graph, args) ? runsNamed(graph, repository, suite, args) : [];
      return connection('checkRuns', { items, node: runNode })(args);
    },
  };
}

function runNode(run: CheckRun): Node {
  return {
    __typename: 'CheckRun',
    id: nodeId('CR', run.id),
    databaseId: run.id,
    name: run.name,
    externalId: run.externalId,
    status: run.status.toUpperCase(),
    conclusion: run.conclusion?.toUpperCase() ?? null,
    startedAt: isoSeconds(run.startedAt),
  };
}

/** The runs of a suite that the filter wants, as far as they are seen yet; those of one name that are not the newest only where all are wanted. */
function runsNamed(graph: Graph, repository: Repository, suite: CheckSuite, args: Arguments): CheckRun[] {
  const { checkName, checkType } = filterOf(args);
  const runs = [...repository.checkRuns.values()].filter(
    (run) =>
      run.suite === suite &&
      (graph.asOf === undefined || run.createdAt <= graph.asOf) &&
      (typeof checkName !== 'string' || run.name === checkName),
  );
  return checkType === 'ALL' ? runs : [...new Map(runs.map((run) => [run.name, run])).values()];
}

function isOfApp({ state }: Graph, args: Arguments): boolean {
  const { appId } = filterOf(args);
  return typeof appId !== 'number' || appId === state.app.id;
}

function filterOf({ filterBy }: Arguments): Arguments {
  return (filterBy ?? {}) as Arguments;
}
