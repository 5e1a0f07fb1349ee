/** Pages for everybody. */
import {
  AudienceTag,
  Button,
  ButtonLink,
  Card,
  Cards,
  Columns,
  Day,
  Field,
  Filters,
  Form,
  Kind,
  Pager,
  Panel,
  Row,
  Rows,
  Section,
  Status,
  Toolbar,
  When,
} from '../../../web/components/index.ts';
import { Page } from '../../../web/layout.tsx';
import { territory, nerac } from './readers.ts';

export const commune = (
  <Page
    title="Nérac"
    lead="Les actes et les nouvelles de la commune, publiés par la mairie."
    chrome={nerac}
    hero
    wide
    action={
      <ButtonLink href="#abonnement" icon="mail">
        Recevoir la lettre
      </ButtonLink>
    }
  >
    <Columns
      aside={
        <Panel title="Recevoir la lettre" id="abonnement" tone="soft">
          <Form action="/c/nerac/abonnement">
            <Field
              name="email"
              label="Votre adresse électronique"
              type="email"
              autocomplete="email"
              help="Un courriel par jour au plus, à 7 h. Vous vous désabonnez en un clic."
            />
            <Button icon="mail">M’abonner</Button>
          </Form>
        </Panel>
      }
    >
      <Section title="Derniers actes">
        <Rows>
          <Row
            lead={<Day date="2026-11-19" month />}
            href="/c/nerac/actes/2026-014"
            title="Convention d’entretien de la voirie communautaire"
            detail="Délibération 2026-014 · PDF, 388 Ko"
            end={<Status tone="done">En ligne</Status>}
          />
          <Row
            lead={<Day date="2026-11-19" month />}
            href="/c/nerac/actes/2026-013"
            title="Tarifs de la cantine pour 2027"
            detail="Délibération 2026-013 · PDF, 212 Ko"
          />
        </Rows>
        <Pager next="/c/nerac/actes" label="Tous les actes" />
      </Section>
      <Section title="Actualités">
        <Cards>
          <Card
            kind={
              <Kind>
                <span>Actualité</span>
                <When date="2026-11-21" />
              </Kind>
            }
            href="/c/nerac/actualites/1"
            title="La médiathèque ouvre le samedi"
          >
            Mardi et jeudi de 14 h à 18 h, et désormais le samedi matin.
          </Card>
          <Card
            kind={
              <Kind>
                <span>Actualité</span>
                <When date="2026-11-20" />
              </Kind>
            }
            href="/c/nerac/actualites/2"
            title={'anticonstitutionnellement'.repeat(8)}
          >
            {'anticonstitutionnellement'.repeat(8)}
          </Card>
        </Cards>
      </Section>
    </Columns>
  </Page>
);

export const portal = (
  <Page
    title={territory.name}
    heading="Le parvis du Lot-et-Garonne"
    lead="Les communes y publient leurs actes, se transmettent leurs documents et écrivent à leurs habitants."
    chrome={{ kind: 'public', territory }}
    hero
    wide
    action={
      <Toolbar>
        <ButtonLink href="/inscription">Inscrire ma commune</ButtonLink>
        <ButtonLink href="/connexion" tone="plain">
          Se connecter
        </ButtonLink>
      </Toolbar>
    }
  >
    <Section title="Les communes présentes">
      <Filters
        label="Filtrer"
        options={[
          { href: '?', label: 'Toutes', current: true, count: 5 },
          { href: '?t=epci', label: 'Intercommunalités', count: 1 },
        ]}
      />
      <Rows>
        <Row icon="organisation" href="/c/nerac" title="Nérac" detail="12 actes · dernière publication hier" />
        <Row
          icon="organisation"
          href="/c/lavardac"
          title="Lavardac"
          detail="4 actes · dernière publication le 12 novembre"
        />
      </Rows>
    </Section>
  </Page>
);

export const article = (
  <Page
    title="La médiathèque ouvre le samedi"
    breadcrumb={[{ href: '/c/nerac/actualites', label: 'Actualités' }]}
    chrome={nerac}
  >
    <Kind>
      <AudienceTag audience="public" />
      <span>Actualité</span>
      <span>Mairie de Nérac</span>
      <When date={new Date('2026-11-21T17:30:00Z')} kind="datetime" />
    </Kind>
    <div class="prose panel">
      <p>
        À partir du <strong>5 décembre</strong>, la médiathèque ouvre aussi le samedi matin. Le{' '}
        <a href="https://example.org">programme</a> est à l’accueil.
      </p>
      <h2>{'anticonstitutionnellement'.repeat(4)}</h2>
      <ul>
        <li>mardi et jeudi, 14 h à 18 h</li>
        <li>samedi, 9 h à 12 h</li>
      </ul>
      <blockquote>Une médiathèque, c’est d’abord un lieu où l’on reste.</blockquote>
    </div>
  </Page>
);
