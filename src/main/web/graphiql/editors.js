import { useCallback, useSyncExternalStore } from 'react';

/** The text of a Monaco editor, as it is typed. */
export function useText(editor) {
  const subscribe = useCallback(
    (listener) => {
      const subscription = editor?.onDidChangeModelContent(listener);
      return () => subscription?.dispose();
    },
    [editor],
  );
  return useSyncExternalStore(subscribe, () => editor?.getValue() ?? '');
}

/** Variables and headers as they are typed: JSON with comments; null for what is none yet. */
export function parsed(text) {
  try {
    const bare = text.replace(/^\s*\/\/.*$/gm, '').trim();
    return bare ? JSON.parse(bare) : {};
  } catch {
    return null;
  }
}
