/** The letter, as a mail program shows it. */
import { raw } from 'hono/html';
import type { Html } from '../../../platform/http/route.ts';
import { ButtonLink, DefinitionList, Empty } from '../../../web/components/index.ts';
import { type Chrome, Page } from '../../../web/layout.tsx';
import type { Preview } from '../service/letter.ts';

interface PreviewProps {
  chrome: Chrome;
  preview: Preview | undefined;
  breadcrumb: readonly { href: string; label: string }[];
  /** Address of this page, without its query. */
  path: string;
}

export const PreviewPage = ({ chrome, preview, breadcrumb, path }: PreviewProps) => (
  <Page title="Aperçu de la lettre" heading="Aperçu de la lettre" chrome={chrome} breadcrumb={breadcrumb}>
    {preview === undefined ? (
      <Empty title="Rien de nouveau depuis la dernière lettre">
        Une publication pour tout le monde y entre d’elle-même. Sans nouveauté, aucune lettre ne part.
      </Empty>
    ) : (
      <>
        <DefinitionList items={[{ term: 'Objet', description: preview.subject }]} />
        <p>
          <ButtonLink href={`${path}?forme=courriel`} icon="mail">
            Voir la lettre mise en forme
          </ButtonLink>
        </p>
        <p class="soft">
          C’est exactement ce qui partirait maintenant ; seuls les liens pour se désabonner, propres à chaque personne,
          ne mènent nulle part.
        </p>
        <div class="field">
          <label class="label" for="texte">
            La même lettre en texte seul
          </label>
          <textarea class="input" id="texte" rows={24} readonly>
            {preview.text}
          </textarea>
        </div>
      </>
    )}
  </Page>
);

/** The HTML form itself: only its style is given the nonce without which the site's policy would drop it. */
export const asMail = (preview: Preview, nonce: string): Html =>
  raw(preview.html.replace('<style>', `<style nonce="${nonce}">`));
