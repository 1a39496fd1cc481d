import type { ContextMenuParams, MenuItemConstructorOptions } from 'electron';

/** The context menu of fields and of selected text; null where there is nothing to offer. */
export function textMenu(
  params: Pick<ContextMenuParams, 'isEditable' | 'selectionText' | 'editFlags'>,
): MenuItemConstructorOptions[] | null {
  const { editFlags } = params;
  if (params.isEditable) {
    return [
      { role: 'undo', enabled: editFlags.canUndo },
      { role: 'redo', enabled: editFlags.canRedo },
      { type: 'separator' },
      { role: 'cut', enabled: editFlags.canCut },
      { role: 'copy', enabled: editFlags.canCopy },
      { role: 'paste', enabled: editFlags.canPaste },
      { type: 'separator' },
      { role: 'selectAll', enabled: editFlags.canSelectAll },
    ];
  }
  return params.selectionText.trim() === '' ? null : [{ role: 'copy', enabled: editFlags.canCopy }];
}
