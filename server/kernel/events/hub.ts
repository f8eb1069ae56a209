import type { EmittedEvent } from './define-event.ts';

/** Open pages of this process, by workspace. */
export interface Hub {
  /** Hears every event of a workspace until the returned function is called. */
  subscribe(workspaceId: string, hear: (event: EmittedEvent) => void, end?: () => void): () => void;
  publish(workspaceId: string, event: EmittedEvent): void;
  /** Ends every open stream: the process stops. */
  close(): void;
  /** Workspaces somebody listens to. */
  listening(): string[];
  size(): number;
}

export function createHub(): Hub {
  const rooms = new Map<string, Set<(event: EmittedEvent) => void>>();
  const ends = new Set<() => void>();
  return {
    subscribe(workspaceId, hear, end) {
      if (end) ends.add(end);
      const room = rooms.get(workspaceId) ?? new Set();
      rooms.set(workspaceId, room.add(hear));
      return () => {
        if (end) ends.delete(end);
        room.delete(hear);
        if (room.size === 0 && rooms.get(workspaceId) === room) rooms.delete(workspaceId);
      };
    },
    publish(workspaceId, event) {
      for (const hear of rooms.get(workspaceId) ?? []) hear(event);
    },
    close() {
      for (const end of ends) end();
    },
    listening: () => [...rooms.keys()],
    size: () => [...rooms.values()].reduce((n, room) => n + room.size, 0),
  };
}
