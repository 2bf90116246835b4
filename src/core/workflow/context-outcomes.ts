import { type PartlyKnown, whyUnknown } from './contexts.ts';
import { type Json, toExpressionData } from './json-value.ts';
import { type Outcome, unknownAt } from './outcome.ts';
import { possibleValues, type Resolved } from './resolved.ts';

/** The ways in which a property of a context may come out. */
export function propertyOf(context: string, known: PartlyKnown, name: string): readonly Outcome[] {
  return outcomesOf(known.values.get(name.toLowerCase()) ?? known.others, `${context}.${name}`);
}

/** A context as a whole: a value only where each of its properties is known. */
export function wholeOf(context: string, { values, others }: PartlyKnown): Outcome {
  if (others.kind !== 'known') return unknownAt(context);
  const whole: Record<string, Json> = {};
  for (const [name, value] of values) {
    if (value.kind !== 'known') return unknownAt(context);
    whole[name] = value.value;
  }
  return { value: toExpressionData(whole) };
}

function outcomesOf(resolved: Resolved<Json>, path: string): readonly Outcome[] {
  if (resolved.kind !== 'unknown')
    return possibleValues(resolved).map((value) => ({ value: toExpressionData(value) }));
  // A reason of its own is worth more than the path to deeper properties.
  const own = resolved.because === '' ? undefined : resolved.because;
  return [{ truth: 'either', path: own === undefined ? path : undefined, because: own ?? whyUnknown(path) }];
}
