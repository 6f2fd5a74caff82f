// What a front end makes of the generated documents: hooks that know their data and variables.
import { useMutation, useQuery } from '@apollo/client/react';
import { DashboardDocument, WriteMoodDocument, YearOfOneAttributeDocument } from './generated/graphql';

export function useWeekOfFirstAttribute(): (string | null)[] {
  const { data } = useQuery(DashboardDocument);
  const values = data?.me?.groups?.[0]?.attributes?.[0]?.values ?? [];
  return values.map((it) => it.formatted ?? null);
}

export function useYear(attribute: string): { date: string; number: number | null }[] {
  const { data } = useQuery(YearOfOneAttributeDocument, { variables: { attribute } });
  return (data?.me?.attribute?.values ?? []).map((it) => ({
    date: it.date,
    number: it.number ?? null,
  }));
}

export function useMood(): (mood: number) => Promise<boolean> {
  const [write] = useMutation(WriteMoodDocument);
  return async (mood) => {
    const { data } = await write({ variables: { mood, note: '' } });
    return data?.updateAttributes?.results[0]?.status === 'APPLIED';
  };
}

export function useWrong(): void {
  // @ts-expect-error a name is text
  useQuery(YearOfOneAttributeDocument, { variables: { attribute: 1 } });
}
