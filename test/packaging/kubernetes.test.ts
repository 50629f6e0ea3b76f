import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { commandFault } from '../cli/command-fault.ts';
import { configurationFiles, packagingFile, startedWith } from './packaging-file.ts';

interface Probe {
  readonly httpGet: { readonly path: string; readonly port: string };
}

interface Container {
  readonly name: string;
  readonly image: string;
  readonly args: readonly string[];
  readonly ports?: readonly { readonly name: string; readonly containerPort: number }[];
  readonly securityContext: object;
  readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string }[];
  readonly startupProbe?: Probe;
  readonly livenessProbe?: Probe;
  readonly readinessProbe?: Probe;
}

interface Pod {
  readonly automountServiceAccountToken: boolean;
  readonly securityContext: object;
  readonly initContainers?: readonly Container[];
  readonly containers: readonly Container[];
  readonly volumes: readonly {
    readonly name: string;
    readonly configMap?: { readonly name: string };
    readonly secret?: { readonly secretName: string };
  }[];
}

interface Resource {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly data?: Readonly<Record<string, string>>;
  readonly stringData?: Readonly<Record<string, string>>;
  readonly spec?: {
    readonly template?: { readonly metadata: { readonly labels: Readonly<Record<string, string>> }; readonly spec: Pod };
    readonly selector?: Readonly<Record<string, unknown>>;
    readonly ports?: readonly { readonly targetPort: string }[];
  };
}

const resources = parseAllDocuments(packagingFile('kubernetes.yml')).map((document) => {
  expect('errors' in document ? document.errors : []).toEqual([]);
  return (document as { toJS(): Resource }).toJS();
});
const find = (kind: string) => resources.filter((one) => one.kind === kind);
const [map] = find('ConfigMap');
const [secret] = find('Secret');
const pods = resources.flatMap(({ spec }) => spec?.template?.spec ?? []);
const containers = pods.flatMap(({ initContainers = [], containers: own }) => [...initContainers, ...own]);
const [server] = find('Deployment').flatMap(({ spec }) => spec?.template?.spec.containers ?? []);

test('everything is in the namespace', () => {
  const [namespace, ...others] = resources;
  expect(namespace?.kind).toBe('Namespace');
  expect([...new Set(others.map(({ metadata }) => metadata.namespace))]).toEqual([namespace?.metadata.name]);
});

test('no container has rights that it does not need', () => {
  expect([pods.length, containers.length]).toEqual([2, 3]);
  for (const pod of pods) {
    expect(pod.automountServiceAccountToken).toBe(false);
    expect(pod.securityContext).toMatchObject({
      runAsNonRoot: true,
      runAsUser: 1000,
      seccompProfile: { type: 'RuntimeDefault' },
    });
  }
  for (const { securityContext } of containers) {
    expect(securityContext).toMatchObject({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
  }
  expect(new Set(containers.map(({ image }) => image)).size).toBe(1);
});

test('commands are those of our program, with files that are mounted', () => {
  const mounted: readonly string[] = [
    ...Object.keys(map?.data ?? {}).map((key) => `config/${key}`),
    ...Object.keys(secret?.stringData ?? {}).map((key) => `secrets/${key}`),
  ];
  for (const pod of pods) {
    expect(pod.volumes.map(({ configMap, secret: own }) => configMap?.name ?? own?.secretName)).toEqual([
      map?.metadata.name,
      secret?.metadata.name,
    ]);
  }
  for (const { args, volumeMounts } of containers) {
    expect(commandFault(args)).toBeUndefined();
    for (const file of configurationFiles(args)) {
      const folder = file.slice(0, file.lastIndexOf('/'));
      const mount = volumeMounts.find(({ mountPath }) => mountPath === folder);
      expect(mounted).toContain(`${mount?.name}/${file.slice(folder.length + 1)}`);
    }
  }
});

test('a server starts with the configuration and the schema', async () => {
  const { 'kratos.yml': kratos = '', 'person.schema.json': schema = '' } = map?.data ?? {};
  expect(await startedWith(kratos, secret?.stringData?.['secrets.yml'] ?? '', schema)).toEqual([]);
});

test('probes ask for what there is: whether the process answers, and whether it can work', () => {
  const asked = [server?.startupProbe, server?.livenessProbe, server?.readinessProbe].map((probe) => probe?.httpGet.path);
  expect(asked).toEqual(['/health/alive', '/health/alive', '/health/ready']);
  const names = server?.ports?.map(({ name }) => name) ?? [];
  for (const probe of [server?.startupProbe, server?.livenessProbe, server?.readinessProbe])
    expect(names).toContain(probe?.httpGet.port);
});

test('services lead to the pods and to ports that these have', () => {
  const labels = find('Deployment').map(({ spec }) => spec?.template?.metadata.labels);
  const names = server?.ports?.map(({ name }) => name) ?? [];
  expect(find('Service').length).toBe(2);
  for (const { spec } of find('Service')) {
    expect(labels).toContainEqual(spec?.selector);
    for (const { targetPort } of spec?.ports ?? []) expect(names).toContain(targetPort);
  }
});
