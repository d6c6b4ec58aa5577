namespace Grievances.Domain.Waivers.Words;

/// <summary>French: how it is read, see <see cref="WaiverWords" />. Elided words are words of their own: l, d, n, qu.</summary>
internal static class FrenchWords
{
    internal const string List = """
# Denials and where they end
not = ne | n | ni | rien | aucun | aucune | jamais | nul | nulle | pas besoin | au lieu de | pas à | pas de
none = aucun | aucune | rien | nullement | à rien
neutral = sans admettre | sans accepter | sans que cela | sans aucune admission | ne reconnaissons | ne reconnaît | n admettons | n admet | aucune faute | sans faute
 | aucune responsabilité | sans aucune responsabilité | ne vaut pas reconnaissance | sans aveu
 | sans réserve | sans limitation | sans que la liste | sans préjudice | sans reconnaissance | sans aucune reconnaissance | sans reconna* | sans exception | sans délai
 | sans admission | sans frais | non seulement | n est que | ne serait ce que | connus ou non | connues ou non | ne que | sans contrepartie | sans condition | sans recours
without = sans
whether = que vous acceptiez ou non | que vous retiriez ou non | que vous le retiriez | que vous la retiriez | même si vous | que vous acceptiez ou non | peu importe
if = si | s | tant que | à moins | lorsque | dès lors
unneeded = n est pas exigé* | n est pas requis* | n est pas nécessaire* | n est pas demandé* | n est pas une condition | n est jamais exigé*
unasked = n exigeons | ne demandons | n exigeons ni | ne vous demandons | n êtes pas tenu* | n avez pas à | n êtes pas obligé* | n êtes jamais | ne vous oblige
 | assistant vous a | robot vous a | modèle vous a | employeur vous a | on vous a dit | nous avez demandé | nous demandez
break = mais | avant | toutefois | sauf | cependant | donc | en échange | en contrepartie | à condition | sous réserve | tant que | à moins
and = et | ou
you = vous | tu | réclamant | réclamante | plaignant | plaignante | bénéficiaire | salarié | salariée | soussigné | soussignée | signataire | parties | partie | patient | patiente
 | victime | requérant | requérante | client | cliente | intéressé | intéressée | je | j
ours = nous | notre équipe | notre personnel | nos équipes | nos interprètes | nos collaborateurs
org = votre employeur | la banque | l agence | l administration | l entreprise | la société | l organisation | l opérateur | le fournisseur | le régulateur | le tribunal | l équipe
ask = demandons | demande | exigeons | exige | attendons | requiert | prions | proposons | voudrions | souhaitons | besoin | devez | contrepartie | échange | condition | invitons
harmless = frais de | frais | délai | délais | nom | noms | identité | mot de passe | code | codes | récépissé | clé | lien | données | coordonnées | pénalité

# Giving up claims, rights, actions
give = renonce | renoncez | renoncer | renoncent | renoncera | renonceront | renonçant | renonciation | renoncerez | renoncé | abandonne | abandonnez | abandonner | abandonnera
 | abandonnant | se désiste | désistez | désister | désistement | désistera | se désistera | renonciez
legal = droit | droits | action | actions | recours | réclamation | réclamations | poursuite | poursuites | prétention | prétentions | procédure | procédures | demande | demandes
 | plainte | plaintes | instance | poursuivre | agir en justice | contestation* | contester | réclamer | saisir | indemnisation complémentaire
free = libère | libérer | libérez | libérera | décharge | décharger | dégage | dégager | déchargez | exonère | exonérer | tient quitte | tenez quitte | quitte | quittance | dégagez
 | libérant
charges = responsabilité* | réclamation | réclamations | obligation | obligations | poursuite | poursuites | action | actions | recours
solde = solde
tout = tout compte
final = définitif | définitive | définitivement
final2 = définitif | définitive | total | totale | intégral | intégrale | complet | complète | transactionnel | transactionnelle | forfaitaire
settlement = règlement | transaction | indemnité
settled = éteint* | réputé | réputée | réglé définitivement | définitivement réglé* | définitivement éteint* | abandonnées | abandonnés
no = plus | aucune | aucun
further = autre | nouvelle | nouveau | complémentaire | ultérieure | ultérieur
fill = rempli de tous | remplie de tous | rempli de l | remplie de l | entièrement désintéressé | entièrement désintéressée
rights = droits | ses droits | vos droits | intégralité de
sign = accepter | acceptant | signer | signant | encaisser | encaissant | signature | paiement
lose = perdez | perdre | perdrez | perd
ask2 = réclamer | demander | exiger | prétendre
no-nothing = rien | plus rien
waives_claims: give 9 legal
waives_claims: free 9 charges
waives_claims: solde 1 tout
waives_claims: settlement 5 final2 4 final
waives_claims: settlement 1 final2 3 final2
waives_claims~: legal 7 settled
waives_claims: quittance 1 final
quittance = quittance | décharge
waives_claims: fill 3 rights
waives_claims: sign 10 lose 5 legal
waives_claims: no-plus 2 avoir 2 no-aucune 2 claims3 3 against
waives_claims: no-plus 1 no-aucune 1 claims3 3 against
waives_claims: no-plus 2 no-aucune 0 grief
grief = grief | griefs
no-plus = n avoir plus | ne plus | n avez plus | n a plus | n aurez plus | n avoir plus | n ai plus
avoir = avoir | avez | a | aurez | ai | plus
no-aucune = aucune | aucun | de | d
claims3 = réclamation | réclamations | prétention | prétentions | demande | demandes | recours | revendication | revendications
against = à formuler | à faire valoir | contre | envers | à l encontre | à présenter
waives_claims: you 3 pourra 2 no-nothing 3 ask2
waives_claims: you 3 pourra 2 plus 6 ask2
pourra = pourra | pourrez | pourront | pouvez | peut
plus = plus

# Not going elsewhere
promise = s engage | engagez | s engagent | s engager | engageant | engagiez | s interdit | vous interdisez | accepte | acceptez | promet | promettez | convient | conviennent | s oblige
 | s obligent | vous obligez | m engage | demandons de | prions de | acceptiez | accepter | devez | doit
deny = ne pas | ne plus | n | ne
act = saisir | introduire | engager | intenter | déposer | former | porter | contacter | alerter | s adresser | adresser | parler | informer | exercer | entreprendre | présenter | faire
 | formuler | poursuivre | engage | saisissez | saisirez | saisira | déposerez | déposera | contacterez | contactera | intenterez | intentera | engagerez | engagera | introduirez
 | introduira | porterez | portera | exercerez | exercera | recourir | aller | parlerez | adresserez | saisissiez | contactiez | déposiez | portiez
forum = tribunal | tribunaux | justice | juge | juridiction* | régulateur* | autorité* | presse | journaliste* | médias | police | point de contact | action | actions | plainte | plaintes
 | réclamation | réclamations | recours | procédure | procédures | poursuite* | syndicat* | défenseur | médiateur | conseil de prud | tiers | cour | organisme | inspection
go = poursuivre | se plaindre | vous plaindre | plaindre | agir en justice | ester en justice | poursuivrez | poursuivra
refrain = s abstenir | s abstient | abstenez | vous abstenir | abstiendra | s abstiendra | abstenir | abstiendrez | s interdit | vous interdisez | s interdire
no_complaint_elsewhere: promise 6 deny 4 act 7 forum
no_complaint_elsewhere: promise 6 deny 4 go
no_complaint_elsewhere: you 1 deny 2 act 7 forum
no_complaint_elsewhere: you 1 deny 2 go
no_complaint_elsewhere: you 1 deny 0 pourra 3 act/go 7 forum
no_complaint_elsewhere: interdit 4 act 7 forum
interdit = interdit de | interdite de | interdit d | interdits de | défendu de
no_complaint_elsewhere: refrain 4 act 7 forum
no_complaint_elsewhere: refrain 4 go
no_complaint_elsewhere: refrain 1 toute 3 forum
toute = toute | tout | tous | toutes

# Silence
must = devez | doit | doivent | devra | devrez | s engage à | engagez à | s engagent à | engage à | acceptez | accepte | acceptent | demandons | prions | veuillez | merci de | êtes tenu
 | êtes tenue | est tenu | est tenue | sont tenues | m engage à | convenons | conviennent | obligez à | acceptez de
keep = garder | garde | gardez | gardiez | conserver | conservez | maintenir | tenir | traiter | observer | respecter | rester | préserver | gardera | garderez
secret = confidentiel | confidentielle | confidentiels | confidentielles | confidentialité | secret | secrète | secrets | silence | pour vous | discrétion | discret
terms = termes | accord | montant | existence | offre | protocole | contenu | conditions | transaction
stay = est | sont | restent | reste | demeure | demeurent | resteront | restera | demeureront | demeurera | seront | sera | tenus | gardés
secret2 = confidentiel | confidentielle | confidentiels | confidentielles | secret | secrets | secrètes
tell = publierez | publiera | divulguerez | révélerez | divulguer | divulguez | divulguera | divulguerez | révéler | révélera | révélerez | communiquer | partager | publier | diffuser
 | évoquer | parler | mentionner | raconter | commenter | dévoiler | parlerez | rendre public | faire état | dire | partagiez | parliez | divulguiez
whom = tiers | quiconque | personne | autrui | médias | presse | public | publiquement | termes | accord | montant | contenu | offre | affaire | faits | réseaux sociaux | existence
 | ce qui s est passé | journaliste* | incident | autres personnes
tell2 = dénigrer | dénigrement | dénigrant* | dénigrera | dénigrerez | critiquer | propos négatifs
noun = clause de confidentialité | accord de confidentialité | engagement de confidentialité | obligation de silence | non divulgation | non dénigrement | clause de silence | clause de non
duty = obligation | devoir | tenu à | tenue à | tenu au | tenue au | tenus | soumis à | soumise à
silence~: must 5 keep 8 secret
silence~: terms 7 stay 3 secret2
silence~: keep 3 secret 6 terms
silence: terms/lettre 6 deny-must 3 told
lettre = lettre | courrier
deny-must = ne doit pas | ne doivent pas | ne peut | ne peuvent | ne doit | ne doivent | ne devra | ne devront | ne sera pas | ne seront pas
told = divulgué* | communiqué* | révélé* | partagé* | montré* | transmis* | publié* | diffusé*
silence: promise 4 deny 3 tell 9 whom
silence: you 2 deny 0 must2 3 tell 9 whom
must2 = devez | doit | pouvez | peut | pourrez | pourra | devrez | devra
silence: you 1 deny 2 tell 9 whom
silence: promise 5 deny 3 tell2
silence: promise 3 toute 2 tell2
silence: refrain 4 tell/tell2 8 whom
silence: refrain 5 tell2
silence: interdit 3 tell 8 whom
silence: interdit 4 tell2
silence: you 0 deny-ne 0 tell 3 whom
deny-ne = ne | n
silence: attendons 4 discretion
attendons = attendons | demandons | comptons
discretion = discrétion | silence
silence: noun
silence~: you 6 duty 3 secret

# Withdrawing as the price
cond = condition | conditionné | conditionnée | subordonné | subordonnée | sous réserve | contrepartie | échange | dépend | uniquement si | seulement si | pour recevoir | moyennant
 | exige que | suppose que | pour percevoir
withdraw = retirer | retiriez | retirez | retrait | retire | retirera | retirerez | retiré | désistement | désister | désistiez | abandonner | abandon | retirée
complaint = réclamation | réclamations | plainte | plaintes | demande | action | signalement | recours | accusation*
pay = paierons | payer | payé | paiement | verser* | versé | versement | versée | remboursement | rembourser* | rembours* | recevrez | recevez | indemni* | compensation | euros | somme
 | excuses
then = si | une fois | lorsque | quand | après | dès que | qu après | dès
need = retirerez | devez | doit | devrez | s engage à | engagez à | acceptez de | accepte de | demandons de | êtes tenu de | êtes tenue de | prions de | est tenu de
withdraw_as_condition~: cond 8 withdraw 6 complaint
withdraw_as_condition~: pay 10 then 5 withdraw 5 complaint
withdraw_as_condition~: pay 10 then 4 complaint 3 withdraw
withdraw_as_condition~: then 5 withdraw 5 complaint 8 pay
withdraw_as_condition~: need 3 withdraw 5 complaint
withdraw_as_condition~: you 0 wd 4 complaint
wd = retirerez | retirera | abandonnerez
withdraw_as_condition~: withdraw 5 complaint 6 cond

# Indemnity
hold = garantir | garantit | garantira | garantissez | tenir | tiendra | relever | relèvera | tenez | relevez | garantirez
harmless2 = indemne | quitte et indemne | contre toute réclamation | contre tout recours | contre toute action | de toute réclamation | de toute condamnation
org2 = la société | l entreprise | l organisation | l opérateur | le fournisseur
will = vous | s engage à | réclamant | engagez à | bénéficiaire
pays = indemniser | indemniserez | indemnisera | dédommager
indemnity: hold 7 harmless2
indemnity: will 3 pays 1 org2
""";
}
