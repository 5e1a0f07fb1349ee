/** What a request to sign up writes, to the official mailbox and to the operator. */
import type { Clock } from '../../../platform/clock.ts';
import { newMail } from '../../../platform/mail/outbox.ts';
import { caseScope } from '../../../platform/scope.ts';
import type { NewSignUp } from '../store/sign-up.ts';

interface MailDeps {
  clock: Clock;
  operatorEmail: string;
}

/** The code to the official mailbox: who asks is named in it, so that the mailbox's readers can judge. */
export const codeMail = (deps: MailDeps, request: NewSignUp, mailbox: string, code: string) =>
  newMail(caseScope(request.id), deps.clock, {
    template: 'sign-up-code',
    to: mailbox,
    parameters: {
      code,
      organisation: request.name,
      person: `${request.firstName} ${request.lastName}`,
      position: request.position,
    },
  });

/** Said to the operator beside the reason why she is asked. */
const invitedWords = ({ invitedBy }: Pick<NewSignUp, 'invitedBy'>): string =>
  invitedBy ? ` Elle est invitée par ${invitedBy.name}, ce qui ne prouve pas que la mairie est d’accord.` : '';

export const operatorMail = (deps: MailDeps, request: NewSignUp, why: string) =>
  newMail(caseScope(request.id), deps.clock, {
    template: 'sign-up-waiting',
    to: deps.operatorEmail,
    parameters: {
      id: request.id,
      organisation: request.name,
      person: `${request.firstName} ${request.lastName}`,
      position: request.position,
      why: `${why}${invitedWords(request)}`,
    },
  });
