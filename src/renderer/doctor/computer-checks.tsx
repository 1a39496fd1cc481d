import { useAppState } from '../api/queries.ts';
import { settingsOfComputer } from './checked-settings.ts';
import { Checks } from './checks.tsx';

/** *Check this computer*, at the settings of the app. */
export function ComputerChecks() {
  const app = useAppState();
  return (
    <Checks
      of="computer"
      title="Check this computer"
      words="Looks at what signing in needs of this computer. The report holds no secret and no name of yours."
      what="this computer"
      settings={settingsOfComputer(app)}
      changed="How sign-ins are kept here has changed since. Check again."
    />
  );
}
