// Longer texts are hardly ever met again.
const longest = 80;
// Entries of each of the two halves; some two megabytes at most for each function that remembers.
const most = 4_096;

/** The same pure function of a text, which remembers its last answers: an import folds the same names and words again
 * and again. The older half is forgotten whole when the newer one is full. */
export function remembered(work: (text: string) => string): (text: string) => string {
  let newer = new Map<string, string>();
  let older = new Map<string, string>();
  return (text) => {
    if (text.length > longest) return work(text);
    const known = newer.get(text);
    if (known !== undefined) return known;
    const answer = older.get(text) ?? work(text);
    if (newer.size >= most) {
      older = newer;
      newer = new Map();
    }
    newer.set(text, answer);
    return answer;
  };
}
