// Pages for anyone, and those of signing in.

import { page } from './page.mjs';

export const PUBLIC = [
  page('/sign-in', 'anyone', '/sign-in', [
    ['heading', 'Sign in to Malipo', 'Ingia kwenye Malipo'],
    ['textbox', 'Your phone number or e-mail address', 'Namba yako ya simu au barua pepe'],
    ['button', 'Send me the code', 'Nitumie namba ya siri'],
    ['link', 'How to pay', 'Jinsi ya kulipa'],
  ]),
  page('/sign-in/code', 'atCode', '/sign-in/code', [
    ['heading', 'Enter the code', 'Weka namba ya siri'],
    ['textbox', 'Code of six digits', 'Namba ya siri ya tarakimu sita'],
    ['button', 'Sign in', 'Ingia'],
    ['button', 'Send another code', 'Tuma namba nyingine ya siri'],
    ['link', 'Use another number or address', 'Tumia namba au anwani nyingine'],
  ]),
  page('/staff/sign-in', 'anyone', '/staff/sign-in', [
    ['heading', 'Sign in to work for Malipo', 'Ingia kazini kwa Malipo'],
    ['textbox', 'Your e-mail address', 'Barua pepe yako'],
    ['button', 'Send me the code', 'Nitumie namba ya siri'],
  ]),
  page('/staff/sign-in/code', 'anyone', '/staff/sign-in/code', [
    ['heading', 'Enter the code', 'Weka namba ya siri'],
    ['textbox', 'Code of six digits', 'Namba ya siri ya tarakimu sita'],
    ['button', 'Sign in', 'Ingia'],
    ['button', 'Send another code', 'Tuma namba nyingine ya siri'],
    ['link', 'Use another number or address', 'Tumia namba au anwani nyingine'],
  ]),
  page('/staff/sign-in/second-factor', 'atSecondFactor', '/staff/sign-in/second-factor', [
    ['heading', 'Enter the code from your authenticator', 'Weka namba kutoka kwenye programu yako ya uthibitishaji'],
    ['textbox', 'Code that the authenticator shows', 'Namba inayoonyeshwa na programu'],
    ['button', 'Sign in', 'Ingia'],
  ]),
  page('/staff/sign-in/second-factor', 'atEnrolment', '/staff/sign-in/second-factor', [
    ['heading', 'Set up your authenticator', 'Weka programu yako ya uthibitishaji'],
    ['textbox', 'Code that the authenticator shows', 'Namba inayoonyeshwa na programu'],
    ['button', 'Sign in', 'Ingia'],
  ]),
  page('/receipts/{payment}/{proof}', 'anyone', (s) => s.check, [
    ['heading', 'Receipt', 'Risiti'],
  ]),
  page('/', 'anyone', '/', [
    ['heading', 'Pay Malipo', 'Lipa Malipo'],
    ['heading', 'Step by step', 'Hatua kwa hatua'],
    ['heading', 'Check my account number', 'Hakiki namba yangu ya akaunti'],
    ['textbox', 'Account number', 'Namba ya akaunti'],
    ['button', 'Check the number', 'Hakiki namba'],
  ]),
];
