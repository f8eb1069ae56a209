import type { EmittedEvent } from './define-event.ts';

/** Open pages of this process, by workspace. */
export interface Hub {
  /** Hears every event of a workspace until the returned function is called. */
  subscribe(workspaceId: string, hear: (event: EmittedEvent) => void, end?: () => void): () => void;
  /** Tells an event to whoever listens, once however often it comes. */
  publish(workspaceId: string, event: EmittedEvent): void;
  /** Ids of what was told in a workspace, but for those before `from`. */
  toldSince(workspaceId: string, from: string): string[];
  /** Ends every open stream: the process stops. */
  close(): void;
  /** Workspaces somebody listens to. */
  listening(): string[];
  size(): number;
}

interface Room {
  ears: Set<(event: EmittedEvent) => void>;
  /** What was told, the oldest first. */
  told: Set<string>;
}

// More than happens while events may still come twice; what is told again only makes a page look again.
const mostTold = 10_000;

export function createHub(): Hub {
  const rooms = new Map<string, Room>();
  const ends = new Set<() => void>();
  return {
    subscribe(workspaceId, hear, end) {
      if (end) ends.add(end);
      const room = rooms.get(workspaceId) ?? { ears: new Set(), told: new Set() };
      rooms.set(workspaceId, room);
      room.ears.add(hear);
      return () => {
        if (end) ends.delete(end);
        room.ears.delete(hear);
        if (room.ears.size === 0 && rooms.get(workspaceId) === room) rooms.delete(workspaceId);
      };
    },
    publish(workspaceId, event) {
      const room = rooms.get(workspaceId);
      if (!room || room.told.has(event.id)) return;
      room.told.add(event.id);
      if (room.told.size > mostTold) room.told.delete(room.told.values().next().value!);
      for (const hear of room.ears) hear(event);
    },
    toldSince: (workspaceId, from) => [...(rooms.get(workspaceId)?.told ?? [])].filter((id) => id >= from),
    close() {
      for (const end of ends) end();
    },
    listening: () => [...rooms.keys()],
    size: () => [...rooms.values()].reduce((n, room) => n + room.ears.size, 0),
  };
}
