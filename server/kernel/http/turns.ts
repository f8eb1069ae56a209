/** Requests that are being answered now, so that long answers let the short ones go first. */
export interface Turns {
  /** A request begins. */
  begin(): Turn;
}

/** One request among those that are being answered. */
export interface Turn {
  end(): void;
  /** Waits until nobody else waits for an answer, at most `mostShare` times as long as the work since it was last
   * asked: a long answer falls to a quarter of its speed and never stands still. */
  makeWay(): Promise<void>;
}

const mostShare = 3;

/** The requests of one server. */
export function createTurns(): Turns {
  const going = new Set<Turn>();
  const waiting = new Set<() => void>();
  return {
    begin() {
      let last = performance.now();
      const free = () => going.size - (going.has(turn) ? 1 : 0) === 0;
      const turn: Turn = {
        end: () => {
          going.delete(turn);
          for (const look of waiting) look();
        },
        makeWay: async () => {
          const most = (performance.now() - last) * mostShare;
          // What has arrived meanwhile is seen only after the event loop had its turn.
          await new Promise((resolve) => setImmediate(resolve));
          if (!free()) await untilFree(free, { waiting, most });
          last = performance.now();
        },
      };
      going.add(turn);
      return turn;
    },
  };
}

function untilFree(free: () => boolean, { waiting, most }: { waiting: Set<() => void>; most: number }): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      waiting.delete(look);
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(done, most);
    const look = () => (free() ? done() : undefined);
    waiting.add(look);
  });
}
