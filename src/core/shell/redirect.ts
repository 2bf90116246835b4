import type { HereDoc, Redirection } from 'unbash';
import { expandPartsToText, expandText } from './expand.ts';
import { resolvePath } from './paths.ts';
import { scriptInside } from './script-text.ts';
import type { Outcome, Point, Sink, Stream } from './shell-process.ts';

/** Runs something with its redirections in place: heredocs come in, what goes into files is kept by path. */
export function withRedirects<Facts>(
  redirects: readonly Redirection[],
  point: Point<Facts>,
  run: (inside: Point<Facts>) => Outcome,
): Outcome {
  if (redirects.length === 0) return run(point);
  let { stdin, stdout } = point;
  const outputs: Output[] = [];
  for (const redirect of redirects) {
    if (redirect.type === 'HereDoc') stdin = heredocStream(redirect, point);
    else {
      const [target] = redirect.target === undefined ? [] : expandText(redirect.target, point);
      if (target === undefined) continue;
      if (redirect.type === 'HereString') stdin = { value: `${target}\n` };
      else if (redirect.operator === '<')
        stdin = point.machine.written.get(resolvePath(target, point) ?? target);
      else if (takesStdout(redirect)) {
        stdout = [];
        const key = redirect.operator.includes('&') && /^\d$|^-$/.test(target) ? undefined : target;
        outputs.push({ sink: stdout, key, appends: redirect.operator.includes('>>') });
      }
    }
  }
  const outcome = run({ ...point, stdin, stdout });
  for (const output of outputs) keep(output, point);
  return outcome;
}

interface Output {
  readonly sink: Sink;
  readonly key: string | undefined;
  readonly appends: boolean;
}

function takesStdout(redirect: Extract<Redirection, { type: 'Redirect' }>): boolean {
  if (!redirect.operator.includes('>')) return false;
  const { descriptor } = redirect;
  if (descriptor === undefined) return true;
  return descriptor.type === 'FileDescriptor' && descriptor.value === 1;
}

function keep<Facts>({ sink, key, appends }: Output, point: Point<Facts>): void {
  if (key === undefined || key === '/dev/null') return;
  for (const [at, stream] of sink.entries()) writeFile(key, stream, { point, appends: appends || at > 0 });
  if (sink.length === 0 && !appends) writeFile(key, { value: '' }, { point, appends: false });
}

/** Keeps what a script writes into a file, so that what is read from it later is known. */
export function writeFile<Facts>(
  target: string,
  stream: Stream | undefined,
  { point, appends }: { readonly point: Point<Facts>; readonly appends: boolean },
): void {
  const { written } = point.machine;
  if (stream !== undefined) noteTokens(stream.value, point);
  const key = resolvePath(target, point) ?? target;
  const before = appends && written.has(key) ? written.get(key) : { value: '' };
  if (stream === undefined || before === undefined) written.set(key, undefined);
  else if (before.value === '') written.set(key, stream);
  else if (before.value.length + stream.value.length > mostWritten) written.set(key, undefined);
  else written.set(key, { value: before.value + stream.value });
}

function noteTokens<Facts>(text: string, { machine }: Point<Facts>): void {
  for (const piece of machine.symbols.split(text)) {
    if (typeof piece === 'string' || piece.kind !== 'token') continue;
    const code = machine.symbols.encode(piece);
    if (!machine.firstWritten.has(code)) machine.firstWritten.set(code, machine.time);
  }
}

/** Characters that a written file may have before its content counts as unknown. */
const mostWritten = 1 << 16;

function heredocStream<Facts>(heredoc: HereDoc, point: Point<Facts>): Stream {
  const { body } = heredoc;
  const { symbols } = point.machine;
  const strip = (text: string) => (heredoc.operator === '<<-' ? text.replace(/^\t+/gm, '') : text);
  const [expanded] = body.parts === undefined ? [body.text] : expandPartsToText(body.parts, point);
  const value = strip(symbols.normalize(expanded ?? body.text));
  const whole = { value, text: body.text, pos: body.pos };
  const pieces = (body.parts ?? [])
    .filter((part) => part.type === 'Literal')
    .map((part) => ({ value: strip(symbols.normalize(part.value)), text: part.text, pos: part.pos }));
  const literals = body.parts === undefined ? [whole] : pieces;
  const script = scriptInside(point.script, value, { start: body.pos, end: body.end, literals });
  return { value, script };
}
