import { toast } from '#web/kernel/ui';

/** Runs a deed; a refusal is told where it happens. */
export async function tried(deed: () => Promise<unknown>): Promise<void> {
  try {
    await deed();
  } catch (problem) {
    toast({ tone: 'problem', text: (problem as Error).message });
  }
}
