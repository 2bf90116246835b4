import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Deployment } from 'kubernetes-models/apps/v1/Deployment';
import { HorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2/HorizontalPodAutoscaler';
import { Ingress } from 'kubernetes-models/networking.k8s.io/v1/Ingress';
import { NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget';
import { Secret } from 'kubernetes-models/v1/Secret';
import { Service } from 'kubernetes-models/v1/Service';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { defaults } from '../../src/app/config.ts';
import { webhookPath } from '../../src/app/http/routes.ts';
import { knownVariables } from './known-variables.ts';

const folder = resolve(import.meta.dirname, '../../deploy/kubernetes');
const files = readdirSync(folder).filter((name) => name !== 'kustomization.yaml');

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
}
const manifests = files.flatMap((file) =>
  parseAllDocuments(readFileSync(join(folder, file), 'utf8'), { merge: true }).map((document) => ({
    file,
    manifest: document.toJS() as Manifest,
  })),
);

type Model = new (data: never) => { validate(): void };
const models: Readonly<Record<string, Model & { apiVersion: string }>> = {
  Deployment,
  HorizontalPodAutoscaler,
  Ingress,
  NetworkPolicy,
  PodDisruptionBudget,
  Secret,
  Service,
} as never;

const modules: Readonly<Record<string, string>> = {
  Deployment: 'apps/v1/Deployment',
  HorizontalPodAutoscaler: 'autoscaling/v2/HorizontalPodAutoscaler',
  Ingress: 'networking.k8s.io/v1/Ingress',
  NetworkPolicy: 'networking.k8s.io/v1/NetworkPolicy',
  PodDisruptionBudget: 'policy/v1/PodDisruptionBudget',
  Secret: 'v1/Secret',
  Service: 'v1/Service',
};

/** What the compiler says of manifests written as values of their types; empty where it has nothing to say. */
function typeErrors(some: readonly Manifest[]): string {
  const root = resolve(import.meta.dirname, '../..');
  const file = join(root, 'dist/tested', `kubernetes-${process.pid}.ts`);
  const imports = Object.entries(modules).map(
    ([kind, module]) => `import type { I${kind} } from 'kubernetes-models/${module}';`,
  );
  const values = some.map(
    (manifest, index) => `export const manifest${index}: I${manifest.kind} = ${JSON.stringify(manifest)};`,
  );
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, [...imports, ...values].join('\n'));
  const flags = ['--noEmit', '--ignoreConfig', '--skipLibCheck', '--strict'];
  const how = ['--module', 'nodenext', '--moduleResolution', 'nodenext', '--types', ''];
  const { stdout, stderr } = spawnSync(join(root, 'node_modules/.bin/tsc'), [...flags, ...how, file], {
    encoding: 'utf8',
  });
  rmSync(file);
  return `${stdout}${stderr}`;
}

function all<Kind>(kind: string): Kind[] {
  return manifests.filter(({ manifest }) => manifest.kind === kind).map(({ manifest }) => manifest as Kind);
}

interface Labels {
  readonly matchLabels: Readonly<Record<string, string>>;
}
interface Probe {
  readonly httpGet: { readonly path: string; readonly port: string };
  readonly timeoutSeconds?: number;
}
interface DeploymentManifest extends Manifest {
  readonly spec: {
    readonly selector: Labels;
    readonly replicas?: number;
    readonly template: {
      readonly metadata: { readonly labels: Readonly<Record<string, string>> };
      readonly spec: {
        readonly automountServiceAccountToken: boolean;
        readonly terminationGracePeriodSeconds: number;
        readonly securityContext: object;
        readonly containers: readonly {
          readonly env: readonly { readonly name: string; readonly value: string }[];
          readonly envFrom: readonly { readonly secretRef: { readonly name: string } }[];
          readonly ports: readonly { readonly name: string; readonly containerPort: number }[];
          readonly startupProbe: Probe;
          readonly livenessProbe: Probe;
          readonly readinessProbe: Probe;
          readonly lifecycle?: { readonly preStop: { readonly sleep: { readonly seconds: number } } };
          readonly resources: { readonly requests: object; readonly limits: { readonly memory: string } };
          readonly securityContext: object;
        }[];
      };
    };
  };
}
const deployments = all<DeploymentManifest>('Deployment');
const podLabels = deployments.map(({ spec }) => spec.template.metadata.labels);
const selects = (selector: Readonly<Record<string, string>>) =>
  podLabels.filter((labels) => Object.entries(selector).every(([name, value]) => labels[name] === value));

describe('each manifest', () => {
  it.each(
    manifests.map(({ file, manifest }) => [
      `${manifest.kind} ${manifest.metadata.name} in ${file}`,
      manifest,
    ]),
  )('%s is what Kubernetes describes', (_, manifest) => {
    const { kind, apiVersion } = manifest as Manifest;
    const model = models[kind];
    if (model === undefined) throw new Error(`no schema of ${kind}`);
    expect(apiVersion).toBe(model.apiVersion);
    expect(() => new model(manifest as never).validate()).not.toThrow();
  });

  it('has no field that Kubernetes does not know: the compiler finds none in the types of the same schema', () => {
    expect(typeErrors(manifests.map(({ manifest }) => manifest))).toBe('');
    const [web] = deployments;
    const misspelt = JSON.parse(JSON.stringify(web).replace('"readinessProbe"', '"readyProbe"')) as Manifest;
    expect(typeErrors([misspelt])).toMatch(/readyProbe.* does not exist in type 'IContainer'/);
  });

  it('would be refused with a value of another kind', () => {
    const [web] = deployments;
    const wrong = { ...web, spec: { ...web?.spec, replicas: 'two' } };
    expect(() => new Deployment(wrong as never).validate()).toThrow(/replicas/);
  });

  it('is applied, but for the example of a secret', () => {
    const { resources } = parse(readFileSync(join(folder, 'kustomization.yaml'), 'utf8')) as {
      resources: string[];
    };
    expect(resources.toSorted()).toEqual(files.filter((name) => name !== 'secret.example.yaml').toSorted());
  });
});

describe('the pods', () => {
  const containers = deployments.flatMap(({ spec }) => spec.template.spec.containers);

  it('are those that take deliveries in and those that work', () => {
    const roles = containers.map(({ env }) => env.find(({ name }) => name === 'ROLE')?.value);
    expect(roles).toEqual(['web', 'worker']);
    for (const { env, envFrom } of containers) {
      expect(env.filter(({ name }) => !knownVariables.has(name))).toEqual([]);
      expect(envFrom).toEqual([{ secretRef: { name: 'ci-warden' } }]);
    }
  });

  it('get from the secret what a server needs, and nothing that it does not know', () => {
    const [secret] = all<Manifest & { stringData: Record<string, string> }>('Secret');
    const names = Object.keys(secret?.stringData ?? {});
    expect(names.sort()).toEqual(['APP_ID', 'DATABASE_URL', 'PRIVATE_KEY', 'WEBHOOK_SECRET']);
    expect(names.filter((name) => !knownVariables.has(name))).toEqual([]);
  });

  it('run without root, on a file system that they can not write, with no capability and no token', () => {
    for (const { spec } of deployments) {
      expect(spec.template.spec).toMatchObject({
        automountServiceAccountToken: false,
        securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } },
      });
    }
    for (const { securityContext } of containers) {
      expect(securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
    }
  });

  it('are probed at the paths and the port that the server has', () => {
    for (const { ports, startupProbe, livenessProbe, readinessProbe } of containers) {
      expect(ports).toEqual([{ name: 'http', containerPort: defaults.port }]);
      expect([startupProbe, livenessProbe, readinessProbe].map(({ httpGet }) => httpGet)).toEqual([
        { path: '/livez', port: 'http' },
        { path: '/livez', port: 'http' },
        { path: '/readyz', port: 'http' },
      ]);
      // The server itself waits 3 s for its database.
      expect(readinessProbe.timeoutSeconds).toBeGreaterThan(3);
    }
  });

  it('have time to finish, and memory for what their audits may take', () => {
    for (const { spec } of deployments) {
      const [container] = spec.template.spec.containers;
      const before = container?.lifecycle?.preStop.sleep.seconds ?? 0;
      expect(spec.template.spec.terminationGracePeriodSeconds).toBeGreaterThan(
        before + defaults.drainSeconds,
      );
      const value = (name: string) => Number(container?.env.find((one) => one.name === name)?.value ?? 0);
      const limit = Number.parseInt(container?.resources.limits.memory ?? '', 10);
      expect(container?.resources.limits.memory).toMatch(/^\d+Mi$/);
      expect(limit).toBeGreaterThan(400 + (value('AUDIT_THREADS') + 1) * value('AUDIT_MEGABYTES'));
    }
  });

  it('are found by what is said of them', () => {
    for (const { spec } of deployments) expect(selects(spec.selector.matchLabels)).toHaveLength(1);
    const [service] = all<Manifest & { spec: { selector: Record<string, string> } }>('Service');
    expect(selects(service?.spec.selector ?? {})).toEqual([podLabels[0]]);
    for (const kind of ['PodDisruptionBudget', 'NetworkPolicy']) {
      const found = all<Manifest & { spec: { selector?: Labels; podSelector?: Labels } }>(kind);
      expect(found).toHaveLength(2);
      for (const { spec } of found)
        expect(selects((spec.selector ?? spec.podSelector)?.matchLabels ?? {}).length).toBeGreaterThan(0);
    }
    const [scaler] = all<Manifest & { spec: { scaleTargetRef: { name: string } } }>(
      'HorizontalPodAutoscaler',
    );
    const scaled = deployments.find(({ metadata }) => metadata.name === scaler?.spec.scaleTargetRef.name);
    // A number of its own would be set back to at each deployment.
    expect(scaled?.spec.replicas).toBeUndefined();
  });

  it('are reached from outside at the path of deliveries alone', () => {
    const [ingress] = all<Manifest & { spec: { rules: { http: { paths: object[] } }[] } }>('Ingress');
    const paths = ingress?.spec.rules.flatMap(({ http }) => http.paths);
    expect(paths).toEqual([
      {
        path: webhookPath,
        pathType: 'Exact',
        backend: { service: { name: 'ci-warden', port: { name: 'http' } } },
      },
    ]);
  });
});
