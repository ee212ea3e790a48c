import { CircleHelp, Command, Contrast, Keyboard, Moon, Presentation, Settings, Sun } from "lucide-react";
import { IconButton } from "../controls/IconButton.tsx";
import { useApp, useServices } from "../services-context.ts";
import { NEXT_THEME } from "../theme.ts";
import { SessionButton } from "../sessions/SessionButton.tsx";
import { LookBanner } from "./LookBanner.tsx";
import { Mark } from "./Mark.tsx";

const THEME_ICONS = { system: Contrast, light: Sun, dark: Moon } as const;
const THEME_NAMES = { system: "as the system", light: "light", dark: "dark" } as const;

export function Head({ title = "Glassvault" }: { readonly title?: string }) {
  const { store } = useServices();
  const theme = useApp((state) => state.theme);
  const look = useApp((state) => state.look);
  const Icon = THEME_ICONS[theme];
  return (
    <header className={look === undefined ? "app-head" : "app-head is-looking"}>
      <h1 className="app-brand">
        <Mark />
        {title}
      </h1>
      {look === undefined ? (
        <p className="app-server">
          <b>Vault 1.16</b> in this tab
        </p>
      ) : (
        <LookBanner look={look} />
      )}
      <div className="app-tools">
        <SessionButton />
        <button
          type="button"
          className="icon-button app-present"
          title="Present: large, for a projector"
          onClick={() => store.setState({ presenting: true })}
        >
          <Presentation aria-hidden />
          Present
        </button>
        <IconButton
          Icon={Command}
          label="Commands"
          title="Commands (Ctrl-K; Alt-X in the terminal)"
          onClick={() => store.setState({ dialog: "palette" })}
        />
        <IconButton
          Icon={Icon}
          label={`Theme: ${THEME_NAMES[theme]}`}
          title={`Theme: ${THEME_NAMES[theme]}. Click for ${THEME_NAMES[NEXT_THEME[theme]]}`}
          onClick={() => store.setState({ theme: NEXT_THEME[theme] })}
        />
        <IconButton
          Icon={Keyboard}
          className="app-keys"
          label="Keyboard"
          title="Keyboard (?)"
          onClick={() => store.setState({ dialog: "keys" })}
        />
        <IconButton Icon={Settings} label="Settings" onClick={() => store.setState({ dialog: "settings" })} />
        <IconButton Icon={CircleHelp} label="About Glassvault" onClick={() => store.setState({ dialog: "about" })} />
      </div>
    </header>
  );
}
