// The pages of a customer.

import { page } from './page.mjs';

export const CUSTOMER = [
  page('/pay/{push}', 'otieno', async (s) => `/pay/${await s.waitingPush()}`, [
    ['heading', 'Check your phone, 07•• ••• 602', 'Angalia simu yako, 07•• ••• 602'],
    ['link', 'Look again', 'Angalia tena'],
  ], { refreshes: true }),
  page('/', 'customer', '/', [
    ['heading', 'You owe', 'Unadaiwa'],
    ['link', 'Pay', 'Lipa'],
    ['heading', 'Coming up', 'Zinazokuja'],
    ['link', 'Calendar', 'Kalenda'],
    ['heading', 'Last payments', 'Malipo ya mwisho'],
    ['link', 'All payments', 'Malipo yote'],
    ['link', 'Tell us the M-PESA code', 'Tuambie namba ya muamala wa M-PESA'],
  ]),
  page('/obligations', 'customer', '/obligations', [
    ['heading', 'Obligations', 'Madeni'],
    ['link', 'All', 'Yote'],
    ['link', 'To pay', 'Ya kulipa'],
    ['link', 'Paid', 'Yaliyolipwa'],
    ['link', 'Cancelled', 'Yaliyofutwa'],
  ]),
  page('/obligations/{id}', 'customer', (s) => `/obligations/${s.obligation}`, [
    ['heading', 'Home internet 10 Mbps, Kilimani, this month', 'Home internet 10 Mbps, Kilimani, this month'],
    ['link', 'Pay this', 'Lipa deni hili'],
    ['heading', 'Instalments', 'Awamu'],
    ['heading', 'Payments for this', 'Malipo ya deni hili'],
    ['link', 'All obligations', 'Madeni yote'],
  ]),
  page('/calendar', 'customer', '/calendar', [
    ['heading', 'Due in December 2026', 'Ya kulipa Desemba 2026'],
    ['table', 'December 2026', 'Desemba 2026'],
    ['heading', 'Add to my calendar', 'Weka kwenye kalenda yangu'],
    ['button', 'Make my calendar address', 'Tengeneza anwani yangu ya kalenda'],
  ]),
  page('/pay', 'customer', '/pay', [
    ['heading', 'Pay', 'Lipa'],
    ['textbox', 'Another amount in shillings', 'Kiasi kingine kwa shilingi'],
    ['radio', '07•• ••• 601', '07•• ••• 601'],
    ['radio', 'Another phone', 'Simu nyingine'],
    ['button', 'Ask M-PESA for the payment', 'Omba malipo kwa M-PESA'],
    ['heading', 'Or pay yourself', 'Au lipa mwenyewe'],
    ['heading', 'Step by step', 'Hatua kwa hatua'],
  ]),
  page('/pay/{push}', 'customer', (s) => `/pay/${s.cancelledPush}`, [
    ['heading', 'You cancelled on the phone.', 'Umeghairi kwenye simu.'],
    ['link', 'Try again', 'Jaribu tena'],
    ['link', 'Pay yourself instead', 'Lipa mwenyewe badala yake'],
  ]),
  page('/pay/{push}', 'customer', (s) => `/pay/${s.paidPush}`, [
    ['heading', /^Paid, receipt \w{10}$/, /^Imelipwa, risiti \w{10}$/],
    ['link', 'See the receipt', 'Angalia risiti'],
    ['link', 'Back to the start', 'Rudi mwanzo'],
  ]),
  page('/payments', 'customer', '/payments', [
    ['heading', 'Payments', 'Malipo'],
    ['link', 'Tell us the M-PESA code', 'Tuambie namba ya muamala wa M-PESA'],
  ]),
  page('/payments/{number}', 'customer', '/payments/4', [
    ['heading', 'Payment T03Y7ELA33', 'Malipo T03Y7ELA33'],
    ['heading', 'What it was put to', 'Yalichokilipia'],
    ['link', 'Receipt (PDF)', 'Risiti (PDF)'],
    ['link', 'All payments', 'Malipo yote'],
  ]),
  page('/missing-payment', 'customer', '/missing-payment', [
    ['heading', 'I paid, but it is not here', 'Nimelipa, lakini malipo hayapo hapa'],
    ['textbox', 'The M-PESA code, or the whole message', 'Namba ya muamala wa M-PESA, au ujumbe wote'],
    ['button', 'Look for my payment', 'Tafuta malipo yangu'],
    ['heading', 'What you told us about', 'Uliyotueleza'],
    ['link', 'All payments', 'Malipo yote'],
  ]),
  page('/missing-payment/{claim}', 'customer', (s) => `/missing-payment/${s.claim}`, [
    ['heading', 'Your receipt TLC7QX81ZP', 'Risiti yako TLC7QX81ZP'],
    ['link', 'Tell us about another payment', 'Tueleze kuhusu malipo mengine'],
  ]),
  page('/statement', 'customer', '/statement', [
    ['heading', 'Statement', 'Taarifa ya akaunti'],
    ['link', 'This month', 'Mwezi huu'],
    ['link', 'Last month', 'Mwezi uliopita'],
    ['link', 'This year', 'Mwaka huu'],
    ['textbox', 'From', 'Kuanzia'],
    ['textbox', 'To', 'Hadi'],
    ['button', 'Show the period', 'Onyesha kipindi'],
    ['link', 'Download as PDF', 'Pakua kama PDF'],
    ['link', 'Download as CSV', 'Pakua kama CSV'],
    ['table', 'Movements from 1 Dec 2026 to 31 Dec 2026', 'Mienendo kuanzia 1 Des 2026 hadi 31 Des 2026'],
  ]),
  page('/profile', 'customer', '/profile', [
    ['heading', 'Profile', 'Wasifu'],
    ['heading', 'How we reach you', 'Jinsi tunavyokufikia'],
    ['heading', 'What we tell you', 'Tunachokujulisha'],
    ['combobox', 'Language of our messages', 'Lugha ya ujumbe wetu'],
    ['radio', 'Everything, with reminders before due dates', 'Kila kitu, pamoja na vikumbusho kabla ya tarehe ya mwisho'],
    ['radio', 'Only what happened to my money and dates', 'Yaliyotokea kwa pesa na tarehe zangu tu'],
    ['radio', 'Nothing', 'Hakuna'],
    ['button', 'Save what we tell you', 'Hifadhi tunachokujulisha'],
    ['heading', 'Where you are signed in', 'Mahali ulipoingia'],
    ['button', 'Sign out here', 'Toka hapa'],
    ['button', 'Sign out everywhere', 'Toka kila mahali'],
  ]),
  page('/no-such-page', 'customer', '/no-such-page', [
    ['heading', 'Page not found', 'Ukurasa haukupatikana'],
    ['link', 'Home', 'Mwanzo'],
  ], { status: 404 }),
];
