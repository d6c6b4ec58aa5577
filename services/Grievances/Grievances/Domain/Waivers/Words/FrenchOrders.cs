namespace Grievances.Domain.Waivers.Words;

/// <summary>French, read on after <see cref="FrenchBargains" />: what somebody is told to do or to leave be,
/// claims that a payment ends, and that there is no appeal.</summary>
internal static class FrenchOrders
{
    internal const string List = """

# More words of the groups above
act = porter | portez | irez | ira | allez | attaquerez | attaquera | tourner | tournerez | vous tourner | adressez | adresserez | déposez | engagerez | ferez | formerez | alerterez
 | informerez | traînerez | exercerez | plaindrez | plaindre
forum = juges | devant un juge | ministère | arbitr* | instances | procureur | avocat contre | autorités | en justice | judiciaire | réclamations auprès
legal = créance | créances | dette | dettes | engagement
charges = engagement* | dette*
org = l hôpital | la clinique | l université | l école | le ministère | la ville | la commune | l institution | la plateforme | la fondation | l assureur | le service | hôpital | société
 | entreprise
 | banque | opérateur
tell = direz | dira | raconterez | racontera | parlera | partagerez | communiquerez | mentionnerez | évoquerez | parlez | publiez | racontez | dites | divulguez | révélez | partagez | diffusez
whom = ce qui s est passé | cet accord | journalistes | à qui que ce soit | aux médias | à la presse | de nous | à notre sujet | sur internet | en ligne
tell2 = mal de | du mal de | aucun mal | en mal | remarques négatives | commentaires négatifs | critiquerez | avis négatif*
unasked = responsable vous a | chef vous a | supérieur vous a | ne peut vous imposer | ne peut vous obliger | ne peut vous empêcher | n aurez pas à | personne ne peut | n avez à | nous avez dit que
 | nous avez demandé | ne pouvez être contraint* | ne peut vous contraindre
said = assistant a écrit | robot a écrit | assistant a répondu | robot a répondu | modèle a répondu | assistant vous a dit | robot vous a dit | assistant disait | employeur vous a dit
 | employeur vous a écrit | responsable vous a écrit | assistant vous a répondu | robot vous a répondu | assistant vous a écrit
lead = merci de | veuillez | et | puis | alors | aussi | donc | ou

# Whoever will not, or may not
no-pas = pas | plus | jamais | aucun | aucune | rien | ni
no_complaint_elsewhere: you 0 deny-ne 1 act 6 forum
no_complaint_elsewhere: you 0 deny-ne 0 sue 2 no-pas
sue = poursuivrez | attaquerez | assignerez | plaindrez | saisirez | contesterez
no_complaint_elsewhere: you 0 deny-ne 0 pourra 4 act/go 7 forum
silence: you 0 deny-ne 1 tell 5 whom
silence: you 0 deny-ne 1 tell 3 tell2
silence~: you 0 shut
shut = garderez le silence | garderez votre silence | garderez cela pour vous | vous tairez | vous taisez | tairez | resterez discret* | restez silencieu* | garderez le secret
 | garderez secret | taisez
 | gardez le silence | resterez silencieu*

# Orders
start-no-ne = ne | n
start-keep = gardez | conservez | tenez | considérez | traitez | garde
start-del = supprimez | retirez | effacez | enlevez | supprimer | retirer
start-stop = cessez | arrêtez | abandonnez
no_complaint_elsewhere: start-no-ne 1 act 6 forum
no_complaint_elsewhere: start-no-ne 1 imp 3 no-pas 5 forum
imp = saisissez | adressez | portez | déposez | allez | engagez | contactez | poursuivez | intentez
silence: start-no-ne 1 tell 5 whom
no-personne = à personne | personne | rien
silence~: start-keep 4 secret
silence: please 0 deny-ne 4 tell 5 whom
silence: please 2 deny-ne 4 tell 2 no-personne
please = merci de | merci d | prions de | prie de | demandons de | demandé de | veuillez
silence: you 2 please 1 deny-ne 3 tell 5 whom
posts = publication* | message* | avis | commentaire* | vidéo* | article* | publié* | post | posts | tweet* | écrit*
del = supprimer | supprimerez | supprimera | retirer | retirerez | retirera | effacer | effacerez | enlever | enlèverez | dépublier
silence~: start-del 4 posts
silence~: must/please 2 del 4 posts
silence~: you 1 del 4 posts
silence~: promise 2 del 4 posts
suit = procédure | procédures | procès | action | actions | poursuites | instance | démarches
stop = mettrez fin | mettez fin | mettre fin | cesserez | cesser | arrêterez | arrêter | mettra fin | interromprez | suspendrez | cessez
no_complaint_elsewhere~: you 2 stop 3 suit
no_complaint_elsewhere~: promise 4 stop 3 suit
no_complaint_elsewhere~: start-stop 3 suit
leave = en reste là | en resterez là | en rester là | en restez là | n irez pas plus loin
no_complaint_elsewhere~: promise 5 leave
no_complaint_elsewhere~: you 2 leave

# In return
exch = en échange | en contrepartie | contre cette somme | pour cette somme | en retour
silence~: exch 4 silent/shut
silence~: exch 4 keep 4 secret
silence~: shut 8 exch
silence~: keep 4 secret 8 exch

# What a payment ends
bypay = ce paiement | le paiement | ce versement | le versement | cette somme | par ce paiement | avec cette somme | la somme
ends = éteint* | éteindre | réglé* | soldé* | acquitté* | prennent fin | prend fin | cessent | couvre tou* | libère de tou* | disparaissent | apuré*
waives_claims~: bypay 2 ends 5 legal
waives_claims~: bypay 6 legal 4 ends
waives_claims: no-plusrien 4 reclame
no-plusrien = plus rien | rien de plus | rien d autre | plus rien ne
reclame = réclamé* | demandé* | exigé* | être réclamé
waives_claims~: you 1 nous 0 frees 3 all 3 charges
nous = nous
frees = libérez | déchargez | dégagez | tenez quitte* | exonérez | libérerez
all = tout | toute | toutes | tous
waives_claims~: you 0 frees
waives_claims: you 0 deny-ne 0 aurez 1 no-aucun 1 right
aurez = aurez | avez | aura
no-aucun = plus aucun | plus de | aucun autre
right = droit | droits | recours | créance
waives_claims~: promise 5 affair 3 close
suit2 = recours | action en justice | poursuite* | action judiciaire | voie judiciaire
no_complaint_elsewhere: no-aucun2 1 suit2 6 open
no-aucun2 = aucun | aucune | pas de | pas d | plus de | plus aucun | plus aucune | nul
open = possible | possibles | ouvert* | admis* | permis* | recevable*
no_complaint_elsewhere: suit2 3 no-excl
no-excl = exclu* | impossible* | n est pas possible | n est plus possible | ne sera plus possible | n est plus ouvert*

# First our own way
must3 = devez | doit | faut | devrez | il vous faut | faudra | êtes tenu* | seulement après | qu après
finish = épuiser | épuisé | terminer | passer par | suivre | attendre | achever | avoir épuisé | mener à terme
ourway = appel | recours | réexamen | procédure | procédures | réclamation interne
before = avant
court = tribunal | tribunaux | juge | justice | saisir | juridiction* | régulateur
no_complaint_elsewhere: must3 4 finish 5 ourway 5 before 5 court
no_complaint_elsewhere: before 5 court 4 must3 4 finish 5 ourway
no_complaint_elsewhere: onlyafter 5 ourway 8 court
no_complaint_elsewhere: court 6 onlyafter 5 ourway
onlyafter = seulement après | qu après | uniquement après | qu une fois

# No appeal
appeal = appel | appels | recours | réexamen | contestation | voie de recours | révision
appealed = faire appel | contester | contestée | contesté | demander un réexamen | demander une révision | former un recours | former un appel | interjeter appel | recourir | attaquée | susceptible*
 | réexaminée | déposer un recours | déposer un appel | revue | faire un recours | introduire un recours | remise en cause
denies_appeal: no-aucun3 1 appeal 4 avail
no-aucun3 = aucun | aucune | pas d | pas de | plus d | plus de | nul
avail = possible | ouvert* | admis* | accepté* | examiné* | recevable* | prévu* | autorisé* | contre | permis*
denies_appeal: thereis 0 no-aucun3 1 appeal
thereis = il n y a | il n existe | il n y aura | n existe | vous n avez | vous n aurez
denies_appeal: thereis 0 no-aucun3 1 rightof 1 appeal
rightof = droit de faire | droit de | droit à | possibilité de | voie de | droit d
denies_appeal: you 0 deny-ne 0 pourra 1 no-pas 0 appealed
denies_appeal: you 0 deny-ne 0 pouvoir 1 no-ledroit 0 appealed
pouvoir = avez | aurez | êtes
no-ledroit = pas le droit de | plus le droit de | pas autorisé à | pas autorisée à | pas en droit de
denies_appeal: decision 2 no-nepas 1 appealed
decision = décision | réponse | conclusion | elle | résultat
no-nepas = n est pas | ne peut pas être | ne peut être | n est plus | ne pourra pas être | ne peut plus être | ne peut faire l objet
denies_appeal: decision 2 sansappel
sansappel = sans appel | insusceptible* de | définitive et sans
denies_appeal: decision 1 no-faireobjet 4 appeal
no-faireobjet = ne peut faire l objet | ne peut pas faire l objet | n est pas susceptible | n est susceptible
denies_appeal: start-appeal 1 no-impossible
start-appeal = un appel | un recours | l appel | le recours | les appels | faire appel
no-impossible = n est pas possible | est impossible | est exclu | n est pas admis | n est plus possible | ne sont pas admis | n est pas prévu | ne sont pas acceptés
denies_appeal: ours 0 deny-ne 0 accept 2 appeal
accept = acceptons | examinons | admettons | examinerons | recevons | traitons
start-appeal = les recours
no-impossible = ne sont pas ouvert* | ne sont plus admis

# Said otherwise
object = vous | ne | pourra | pourront | pourriez | peut | sur | contre | envers | que | sans
org = le personnel | les employés | l équipe soignante | les soignants
stop = laisserez tomber | abandonnerez | laisser tomber
tell = montrez | montrerez | écriviez | écrivez | écrirez | montrer | écrire | évoquez
promise = attendons de | attendons que | espérons que
act = saisirez
no_complaint_elsewhere: please 0 deny-nepas 1 act/go 6 forum
no_complaint_elsewhere: please 0 deny-nepas 1 sueinf
deny-nepas = ne pas | ne plus | ne jamais | n
sueinf = poursuivre | attaquer en justice | assigner
silence: please 0 deny-nepas 1 tell 6 whom
silence: start-no-ne 1 tell 4 no-personne
end-agreed = convenu | convenus
silence~: end-agreed 3 muststay 2 secret
muststay = rester | demeurer | restera | demeurera | reste
whom = sur nous
waives_claims~: bypay 0 coversall 6 ask2
coversall = couvre tout | couvre toute | couvre toutes | couvre l ensemble
ask2 = réclamer | réclamation
bypay = avec ce virement | par ce virement | ce virement | le virement
waives_claims~: legal 4 ends 1 bypay
waives_claims~: vousdeclarez 2 satisfied
vousdeclarez = vous déclarez | vous confirmez | vous attestez
act = attaquer | traîner
forum = procès
waives_claims~: legal 2 forgood 1 close
close = closes
end-due = ne vous doit plus rien | ne vous devra plus rien | ne doit plus rien
unasked = pas puni* | pas sanctionné* | pas licencié* | pas inquiété* | pas pénalisé* | ne perdez | ne perdrez | pas être puni* | pas être sanctionné*
""";
}
