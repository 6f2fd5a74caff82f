import { useGraphiQL } from '@graphiql/react';
import { useEffect, useRef } from 'react';

/** What the headers editor holds at first. */
export const initialHeaders = `// The credential is chosen above. A header here replaces it:
// {"Authorization": "Token demo"}
{}`;

/** Takes the headers that were typed in one tab along to every other: a header is typed once. */
export function SharedHeaders() {
  const { editor, tab } = useGraphiQL((state) => ({
    editor: state.headerEditor,
    tab: state.tabs[state.activeTabIndex]?.id,
  }));
  const typed = useRef(null);

  useEffect(() => {
    const listener = editor?.onDidChangeModelContent(({ isFlush }) => {
      // A flush is the page itself filling the editor, not a person typing
      if (!isFlush) typed.current = editor.getValue();
    });
    return () => listener?.dispose();
  }, [editor]);

  useEffect(() => {
    if (typed.current !== null) editor?.setValue(typed.current);
  }, [editor, tab]);

  return null;
}
