import { describe, expect, test } from 'vitest';
import { machineData } from '../../../src/core/runners/machine-data.ts';
import { placedJobs } from '../../../src/core/runners/placed-jobs.ts';
import { parseWorkflow } from '../../../src/core/workflow/parse-workflow.ts';

function dataOf(job: string): string[] {
  const text = `on: push\njobs:\n  a:\n    runs-on: [self-hosted, lab]\n${job.replace(/^/gm, '    ')}`;
  const workflow = parseWorkflow({ path: 'w.yml', id: text, text });
  expect(workflow.problems).toEqual([]);
  return placedJobs({ workflows: [workflow] }).flatMap((placed) => [...machineData(placed)]);
}
const run = (script: string) => dataOf(`steps:\n  - run: |\n${script.replace(/^/gm, '      ')}\n`);

describe('machineData', () => {
  test.each<[string, string, string[]]>([
    ['arguments', 'cp -r /mnt/disk1/data/x .', ['/mnt/disk1']],
    ['values of options', 'eval --models=/mnt/small/x --out /data/out/x', ['/mnt/small', '/data/out']],
    ['what is told to later steps', 'echo "OUT=/home/ci/results" >> "$GITHUB_ENV"', ['/home/ci']],
    ['what is followed by what is not known', `ls "/mnt/disk1/\${{ github.sha }}"`, ['/mnt/disk1']],
    ['devices', './flash -p /dev/ttyUSB0', ['/dev/ttyUSB0']],
    [
      'what is mounted',
      'docker run -v /data/sets:/x:ro --mount type=bind,src=/nvme/a,dst=/b img /y/z',
      ['/data/sets', '/nvme/a'],
    ],
    ['what any machine has', 'cat /etc/os-release /var/lib/x/y /tmp/a/b /usr/bin/x /dev/null > /opt/x/y', []],
    ['a home of GitHub', 'ls /home/runner/work', []],
    ['addresses', 'curl https://example.com/data/x file:///data/x', []],
    [
      'other machines and containers',
      'ssh host ls /data/x\nscp a host:/data/x\npct exec 1 -- ls /data/x',
      [],
    ],
    ['a single name', 'ls /data', []],
    ['paths of an API', 'pvesh get /cluster/nextid\ngh api /repos/a/b', []],
    ['a pattern', "sed -i 's|/data/x|y|' a", []],
  ])('%s', (_, script, expected) => {
    expect(run(script)).toEqual(expected);
  });

  test('variables and inputs that are paths', () => {
    const steps =
      'steps:\n  - uses: a/b@v1\n    env: { B: /srv/b/c }\n    with: { path: /scratch/x, url: "see /data/x" }';
    expect(dataOf(`env:\n  A: /mnt/a/b\n${steps}\n`)).toEqual(['/mnt/a', '/srv/b', '/scratch/x']);
  });

  test('of a job in a container, what is mounted', () => {
    const container =
      'container:\n  image: x\n  volumes: [/nvme/a:/nvme/a, cache:/c, /var/run/docker.sock:/d]\n';
    const options = '  options: --gpus=all -v /data/b:/b --device=/dev/ttyACM0\n';
    const services = 'services:\n  db: { image: y, volumes: [/srv/db:/db] }\n';
    expect(dataOf(`${container}${options}${services}steps:\n  - run: ls /nvme/a /models/x\n`)).toEqual([
      '/nvme/a',
      '/data/b',
      '/dev/ttyACM0',
      '/srv/db',
    ]);
  });
});
