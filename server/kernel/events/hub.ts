import type { EmittedEvent } from './define-event.ts';

/** Open pages of this process, by workspace. */
export interface Hub {
  /** Hears every event of a workspace until the returned function is called. */
  subscribe(workspaceId: string, hear: (event: EmittedEvent) => void): () => void;
  publish(workspaceId: string, event: EmittedEvent): void;
  /** Workspaces somebody listens to. */
  listening(): string[];
  size(): number;
}

export function createHub(): Hub {
  const rooms = new Map<string, Set<(event: EmittedEvent) => void>>();
  return {
    subscribe(workspaceId, hear) {
      const room = rooms.get(workspaceId) ?? new Set();
      rooms.set(workspaceId, room.add(hear));
      return () => {
        room.delete(hear);
        if (room.size === 0 && rooms.get(workspaceId) === room) rooms.delete(workspaceId);
      };
    },
    publish(workspaceId, event) {
      for (const hear of rooms.get(workspaceId) ?? []) hear(event);
    },
    listening: () => [...rooms.keys()],
    size: () => [...rooms.values()].reduce((n, room) => n + room.size, 0),
  };
}
