// The first page of staff, their own, the calendar and the audit.

import { page } from './page.mjs';

export const STAFF_OFFICE = [
  page('/staff', 'administrator', '/staff', [
    ['heading', 'Today, Monday 7 December', 'Leo, Jumatatu 7 Desemba'],
    ['heading', 'What waits for somebody', 'Kinachomsubiri mtu'],
    ['button', 'Work it out again', 'Hesabu tena'],
  ]),
  page('/staff/profile', 'administrator', '/staff/profile', [
    ['heading', 'Profile', 'Wasifu'],
    ['heading', 'Where you are signed in', 'Mahali ulipoingia'],
    ['button', 'Sign out here', 'Toka hapa'],
    ['button', 'Sign out everywhere', 'Toka kila mahali'],
  ]),
  page('/staff/calendar', 'administrator', '/staff/calendar', [
    ['heading', 'Due: December 2026', 'Ya kulipwa: Desemba 2026'],
    ['table', 'What falls due day by day, paid or not, in KES', 'Kinachotakiwa kulipwa siku kwa siku, kimelipwa au la, kwa KES'],
  ]),
  page('/staff/calendar/{day}', 'administrator', '/staff/calendar/2026-12-14', [
    ['heading', 'Due: Monday 14 December 2026', 'Ya kulipwa: Jumatatu 14 Desemba 2026'],
    ['table', 'Instalments that fall due on this day, in KES', 'Awamu za kulipwa siku hii, kwa KES'],
  ]),
  page('/staff/audit', 'administrator', '/staff/audit', [
    ['heading', 'Audit', 'Ukaguzi'],
    ['textbox', 'From', 'Kuanzia'],
    ['textbox', 'To', 'Hadi'],
    ['combobox', 'Who', 'Nani'],
    ['combobox', 'Did what', 'Alifanya nini'],
    ['combobox', 'To what', 'Kilichoguswa'],
    ['button', 'Show these', 'Onyesha haya'],
    ['link', 'Show everything of the last seven days', 'Onyesha yote ya siku saba zilizopita'],
    ['link', 'Download these as CSV', 'Pakua haya kama CSV'],
    ['table', 'What people did from 1 Dec 2026 to 7 Dec 2026, newest first', 'Yaliyofanywa na watu kuanzia 1 Des 2026 hadi 7 Des 2026, mapya kwanza'],
  ], { refused: ['cashier', 'accountant'] }),
];
