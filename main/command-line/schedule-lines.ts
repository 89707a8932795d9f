/** What a scheduler of the system needs to run one of our commands: lines for cron, systemd and Windows. We run no daemon. Pure. */

export const paces = ['day', 'week', 'month'] as const;
export type Pace = (typeof paces)[number];

export interface Plan {
  /** Letters, digits and dashes: names the task. */
  name: string;
  every: Pace;
  hour: number;
  minute: number;
  /** The folder that it runs in, the program, and its words. */
  folder: string;
  program: string;
  words: readonly string[];
}

export interface ScheduleLines {
  cron: string;
  systemd: { service: string; timer: string };
  windows: string;
}

export function scheduleLines(plan: Plan): ScheduleLines {
  const { name, every, folder, program, words } = plan;
  const posix = [program, ...words].map(posixWord).join(' ');
  return {
    // Cron reads % as the end of the line.
    cron: `${cronTime(plan)} cd ${posixWord(folder)} && ${posix.replaceAll('%', '\\%')}`,
    systemd: {
      service: `# ~/.config/systemd/user/${name}.service
[Unit]
Description=Counterfoil: ${name}

[Service]
Type=oneshot
WorkingDirectory=${folder.replaceAll('%', '%%')}
ExecStart=${[program, ...words].map(systemdWord).join(' ')}`,
      timer: `# ~/.config/systemd/user/${name}.timer, then: systemctl --user enable --now ${name}.timer
[Unit]
Description=Counterfoil: ${name}, every ${every}

[Timer]
OnCalendar=${systemdTime(plan)}
Persistent=true

[Install]
WantedBy=timers.target`,
    },
    windows: `schtasks /Create /TN "Counterfoil ${name}" ${windowsTime(plan)} /TR ${windowsTask(plan)}`,
  };
}

const two = (value: number) => String(value).padStart(2, '0');

function cronTime({ every, hour, minute }: Plan): string {
  const days = { day: '* * *', week: '* * 1', month: '1 * *' } as const;
  return `${minute} ${hour} ${days[every]}`;
}

function systemdTime({ every, hour, minute }: Plan): string {
  const at = `${two(hour)}:${two(minute)}:00`;
  return { day: `*-*-* ${at}`, week: `Mon *-*-* ${at}`, month: `*-*-01 ${at}` }[every];
}

function windowsTime({ every, hour, minute }: Plan): string {
  const days = { day: '/SC DAILY', week: '/SC WEEKLY /D MON', month: '/SC MONTHLY /D 1' } as const;
  return `${days[every]} /ST ${two(hour)}:${two(minute)}`;
}

function posixWord(word: string): string {
  return /^[\w@%+=:,./{}-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** systemd reads specifiers (%) and variables ($) also inside quotes. */
function systemdWord(word: string): string {
  const plain = word.replaceAll('%', '%%').replaceAll('$', () => '$$');
  return /^[\w@%+=:,./{}$-]+$/.test(plain) ? plain : `"${plain.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

function windowsTask({ folder, program, words }: Plan): string {
  const quoted = (word: string) => (/^[\w@%+=:,./\\{}-]+$/.test(word) ? word : `\\"${word}\\"`);
  return `"cmd /c cd /d ${quoted(folder)} && ${[program, ...words].map(quoted).join(' ')}"`;
}
