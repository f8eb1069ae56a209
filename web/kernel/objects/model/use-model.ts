import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { keys, listMembers, listObjects, type ObjectType } from '#web/kernel/api';
import { findObject } from './model.ts';

/** The workspace's objects; empty until they came. */
export function useObjects(): ObjectType[] {
  return useQuery({ queryKey: keys.objects, queryFn: listObjects, staleTime: 300_000 }).data ?? [];
}

/** One object by its path name; null until it came or when there is none. */
export const useObject = (api: string): ObjectType | null => findObject(useObjects(), api);

/** The members of the workspace, for choosing one. */
export function useMembers() {
  return useQuery({ queryKey: ['members'], queryFn: listMembers, staleTime: 300_000 }).data ?? [];
}

/** Builds addresses inside the current workspace. */
export function usePaths() {
  const { slug } = useParams({ strict: false }) as { slug?: string };
  const home = `/w/${slug ?? ''}`;
  return {
    home,
    list: (api: string) => `${home}/${api}`,
    record: (api: string, id: string) => `${home}/${api}/${id}`,
    page: (path: string) => `${home}/${path}`,
  };
}
