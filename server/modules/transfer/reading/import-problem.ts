/** A file that cannot be read at all: a code for programs and one plain sentence for the person who brought it. */
export class ImportProblem extends Error {
  readonly code: string;

  constructor(code: ImportProblemCode, sentence: string) {
    super(sentence);
    this.name = 'ImportProblem';
    this.code = code;
  }
}

/** Every way in which a whole file is refused. */
export type ImportProblemCode =
  | 'import.file_empty'
  | 'import.file_too_large'
  | 'import.file_unreadable'
  | 'import.format_unknown'
  | 'import.too_many_columns'
  | 'import.too_many_rows'
  | 'import.line_too_long';
