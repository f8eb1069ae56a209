import type { Locator, Page } from 'playwright-core';

/* The keystroke-level model (Card, Moran and Newell, 1980): seconds of somebody who types forty words a minute. */
const seconds = { key: 0.28, point: 1.1, press: 0.2, home: 0.4, think: 1.35 };

/** One who works at a page with mouse and keys, whose deeds are counted. */
export interface Hand {
  click(target: Locator): Promise<void>;
  /** Types into what has the focus. */
  type(text: string): Promise<void>;
  press(key: string): Promise<void>;
  /** Opens a list of choices and picks one. */
  choose(list: Locator, option: string): Promise<void>;
  /** Picks one of a small list of the browser. */
  pick(list: Locator, option: string): Promise<void>;
  /** Deeds so far, and how long a person would take for them, without waiting for the page. */
  count(): { clicks: number; keys: number; seconds: number };
}

/** A hand at a page: it points where a person points and types where the focus is, so a lost focus breaks the story. */
export function handAt(page: Page): Hand {
  const did = { clicks: 0, keys: 0, thoughts: 0, moves: 0 };
  let at: 'mouse' | 'keys' = 'mouse';
  const to = (where: typeof at): void => {
    if (at !== where) did.moves++;
    at = where;
  };
  const click = async (target: Locator): Promise<void> => {
    to('mouse');
    did.clicks++;
    did.thoughts++;
    await target.click();
  };
  return {
    click,
    type: async (text) => {
      to('keys');
      did.keys += text.length;
      did.thoughts++;
      await page.keyboard.type(text);
    },
    press: async (key) => {
      to('keys');
      did.keys++;
      await page.keyboard.press(key);
    },
    choose: async (list, option) => {
      await click(list);
      await click(page.getByRole('option', { name: option, exact: true }));
    },
    pick: async (list, option) => {
      // Headless browsers draw no such list: it counts as the two clicks that it takes.
      to('mouse');
      did.clicks += 2;
      did.thoughts++;
      await list.selectOption({ label: option });
    },
    count: () => ({
      clicks: did.clicks,
      keys: did.keys,
      seconds:
        did.keys * seconds.key +
        did.clicks * (seconds.point + seconds.press) +
        did.moves * seconds.home +
        did.thoughts * seconds.think,
    }),
  };
}
