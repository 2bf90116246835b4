/**
 * Limits beyond which GitHub refuses a workflow file.
 * Source: actions/runner, src/Sdk/WorkflowParser: ParseOptions.cs (size, depth, errors) and
 * Conversion/YamlObjectReader.cs (nodes, counted again at each alias).
 */
export const yamlLimits = {
  /** UTF-16 code units of a file. */
  fileSize: 1024 * 1024,
  /** Collections within collections. */
  depth: 50,
  /** Scalars, and beginnings and ends of collections, aliases replaced by what they stand for. */
  nodes: 50_000,
  /** Problems told of one file. */
  problems: 10,
} as const;
