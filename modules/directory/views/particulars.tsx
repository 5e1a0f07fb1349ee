import { Button, ButtonLink, ErrorSummary, Form, Notice, Section, Toolbar } from '../../../web/components/index.ts';
import { at } from '../../../web/format.ts';
import { type Chrome, Page } from '../../../web/layout.tsx';
import type { FieldError } from '../../../platform/problems.ts';
import type { Typed } from '../../../platform/http/route.ts';
import { FIELD_NAMES } from '../labels.ts';
import { isOpenToReferent, mostByReferent } from '../rules.ts';
import { type Particulars, REFERENT_FIELDS } from '../schema.ts';
import { ContactField, FunctionFields, SubjectBoxes, VisibilitySelect } from './fields.tsx';

interface Common {
  chrome: Chrome;
  errors: readonly FieldError[] | undefined;
  particulars: Particulars;
  typed: Typed | undefined;
  saved: boolean;
}

const Version = ({ particulars, typed }: Pick<Common, 'particulars' | 'typed'>) => (
  <input type="hidden" name="version" value={typed?.version ?? String(particulars.version)} />
);

export const OwnParticularsPage = (
  props: Common & { person: { id: string; email: string }; organisation: { name: string } },
) => {
  const { person, organisation, particulars, typed, errors } = props;
  const fields = { particulars, typed, errors };
  return (
    <Page
      title="Ma fiche"
      chrome={props.chrome}
      lead={`Ce que l’annuaire dit de vous ${at(organisation.name)}. Votre nom et votre fonction sont visibles des membres du réseau ; pour le reste, vous choisissez.`}
      breadcrumb={[{ href: '/compte', label: 'Mon compte' }]}
    >
      <ErrorSummary errors={errors} />
      {props.saved && <Notice tone="success">C’est enregistré. L’annuaire est à jour.</Notice>}
      <Form action="/compte/fiche">
        <Version {...props} />
        <Section title="Ce que vous faites">
          <div class="stack">
            <FunctionFields {...fields} />
            <SubjectBoxes {...fields} />
            <VisibilitySelect {...fields} field="subjects" label="Qui voit vos sujets" />
          </div>
        </Section>
        <Section title="Comment vous joindre">
          <div class="stack">
            <ContactField {...fields} field="phone" type="tel" who="Qui voit ce téléphone" />
            <ContactField {...fields} field="mobile" type="tel" who="Qui voit ce mobile" />
            <ContactField
              {...fields}
              field="email"
              type="email"
              who="Qui voit cette adresse"
              help={`L’adresse avec laquelle vous vous connectez (${person.email}) n’est montrée à personne, sauf si vous l’écrivez ici.`}
            />
            <ContactField
              {...fields}
              field="hours"
              who="Qui voit ces jours et heures"
              help="Par exemple : lundi et jeudi, de 9 h à 12 h."
            />
          </div>
        </Section>
        <Toolbar>
          <Button>Enregistrer ma fiche</Button>
          <ButtonLink href={`/annuaire/personnes/${person.id}`} tone="quiet">
            Voir ma fiche
          </ButtonLink>
        </Toolbar>
      </Form>
    </Page>
  );
};

export const MemberParticularsPage = (
  props: Common & { member: { person: string; firstName: string; lastName: string } },
) => {
  const { member, particulars, typed, errors } = props;
  const name = `${member.firstName} ${member.lastName}`;
  const fields = { particulars, typed, errors };
  const kept = REFERENT_FIELDS.filter((field) => !isOpenToReferent(particulars, field));
  const isOpen = (field: (typeof REFERENT_FIELDS)[number]): boolean => !kept.includes(field);
  return (
    <Page
      title={`Fiche : ${name}`}
      chrome={props.chrome}
      heading={`${name} dans l’annuaire`}
      lead="Ce que votre organisation dit de cette personne dans l’annuaire. Son mobile et son adresse lui appartiennent : elle seule les écrit."
      breadcrumb={[
        { href: '/organisation', label: 'Mon organisation' },
        { href: `/organisation/membres/${member.person}`, label: name },
      ]}
    >
      <ErrorSummary errors={errors} />
      {props.saved && <Notice tone="success">C’est enregistré. L’annuaire est à jour.</Notice>}
      {kept.length > 0 && (
        <Notice tone="info">
          {name} garde pour elle seule : {kept.map((field) => FIELD_NAMES[field].toLowerCase()).join(', ')}.
        </Notice>
      )}
      {particulars.chosenByHer && (
        <p class="soft">Cette personne a choisi qui voit chaque partie : vous pouvez restreindre, pas élargir.</p>
      )}
      <Form action={`/organisation/membres/${member.person}/fiche`}>
        <Version {...props} />
        <FunctionFields {...fields} />
        {isOpen('subjects') && (
          <>
            <SubjectBoxes {...fields} />
            <VisibilitySelect
              {...fields}
              field="subjects"
              label="Qui voit ces sujets"
              most={mostByReferent(particulars, 'subjects')}
            />
          </>
        )}
        {isOpen('phone') && (
          <ContactField
            {...fields}
            field="phone"
            type="tel"
            who="Qui voit ce téléphone"
            most={mostByReferent(particulars, 'phone')}
          />
        )}
        {isOpen('hours') && (
          <ContactField
            {...fields}
            field="hours"
            who="Qui voit ces jours et heures"
            help="Par exemple : lundi et jeudi, de 9 h à 12 h."
            most={mostByReferent(particulars, 'hours')}
          />
        )}
        <Button>Enregistrer la fiche</Button>
      </Form>
    </Page>
  );
};
