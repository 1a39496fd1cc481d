import '@mantine/core/styles/FloatingIndicator.layer.css';
import '@mantine/core/styles/SegmentedControl.layer.css';

import { SegmentedControl } from '@mantine/core';

import { viewNames, type BodyView } from './body-views.ts';

/** How the body is looked at; not there where there is one way only. */
export function ViewSwitch({
  views,
  view,
  onChange,
}: {
  readonly views: readonly BodyView[];
  readonly view: BodyView;
  readonly onChange: (view: BodyView) => void;
}) {
  return views.length < 2 ? null : (
    <SegmentedControl<BodyView>
      aria-label="Body as"
      size="xs"
      transitionDuration={0}
      withItemsBorders={false}
      data={views.map((value) => ({ value, label: viewNames[value] }))}
      value={view}
      onChange={onChange}
    />
  );
}
