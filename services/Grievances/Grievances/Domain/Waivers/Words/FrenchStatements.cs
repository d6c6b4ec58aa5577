namespace Grievances.Domain.Waivers.Words;

/// <summary>French, read on after <see cref="FrenchReleases" />: what is stated as if it were settled, with no "must" and no "agree" before it: somebody withdraws,
/// takes a sum in place of a court, keeps terms to themselves, takes down what they wrote for money.</summary>
internal static class FrenchStatements
{
    internal const string List = """

give = cédez | cèdes | céderez | lâchez
# Ce que quelqu'un retire
start-retire = vous retirez | vous retirez donc | vous retirez alors | vous retirez ainsi | tu retires | tu retireras | vous abandonnez | tu abandonnes | vous annulez | tu annules | vous laissez tomber
 | vous vous désistez | tu te désistes | le réclamant retire | la réclamante retire | le plaignant retire | la plaignante retire | en échange vous retirez | en retour vous retirez
start-retirez = retirez | retire | abandonnez | annulez | abandonne
complaint2 = plainte | plaintes | réclamation | réclamations | signalement | signalements | action | recours | dénonciation | procédure | procédures | saisine | accusation* | poursuites | procès
withdrawn2 = retirée | retiré | retirées | retirés | abandonnée | abandonné | classée
tobe = doit être | devra être | doit d abord être | est par là | est ainsi | est réputée | est considérée comme | est à | est donc | vaut comme | devront être | doivent être
withdraw_as_condition~: start-retire 4 complaint2
withdraw_as_condition~: start-retirez 3 complaint2 8 end-gain
withdraw_as_condition~: complaint2 6 tobe 1 withdrawn2
# Pris à la place d'un tribunal ou d'une autorité
accepts = acceptez | acceptes | accepter | accepte | acceptant | prenez | prends | prendre | recevez | reçois | touchez | touches | somme | montant | paiement | versement | versé* | payé* | argent
 | indemnité | indemnisation | offre | remboursement | compensation | règlement | dédommagement | bon | réparation | cela | ceci
cond-lieu = à la place de | à la place d | à la place du | à la place des | en lieu et place de | en lieu et place d | en lieu et place du | tient lieu de | tient lieu d | tiennent lieu de | remplace | remplacent
 | se substitue à | se substitue aux | en remplacement de | en remplacement d | en guise de | en guise d
lieu2 = au lieu de | au lieu d | au lieu du | plutôt que | plutôt qu
law = justice | tribun* | juge* | procès | action* | recours | poursuite* | plainte | plaintes | saisir | autorité* | médiateur* | régulateur* | procédure* | judiciaire* | juridiction* | défenseur* | arbitr*
 | réclamation* | police
start-lieu = au lieu de | au lieu d | à la place de | à la place d | plutôt que | plutôt qu
no_complaint_elsewhere~: accepts 8 cond-lieu 4! law
no_complaint_elsewhere: accepts 8 lieu2 4! law
no_complaint_elsewhere~: start-lieu 3! law 3 you 1 accepts
# Le silence de l'un ou des deux
sides = parties | les deux côtés | les deux parties | chaque partie | chacune des parties | chacun de nous
gardent = gardent | garderont | conservent | conserveront | tiennent | tiendront | maintiennent | traitent | gardera | garde
start-gardez = vous gardez | vous garderez | tu gardes | tu garderas | vous conservez | vous tenez
pourelles = pour elles | pour eux | pour elle | pour vous | pour toi | secret | secrets | secrète | secrètes | confidentiel* | entre elles | entre eux | le silence | sous silence | discret* | en secret
silence~: sides 1 gardent 8 pourelles
silence~: start-gardez 8 pourelles
tell = divulguent | divulgueront | révèlent | révéleront | publient | publieront | communiquent | communiqueront | discutent | discuteront | évoquent | mentionnent | mentionneront | dévoilent | dévoileront
 | ébruitent | racontent | raconteront | parlent | parleront | partagent | divulgues | divulgueras | révèles | racontes | raconteras | parleras | publies | publieras | divulgue | révèle | révélera
bare-tell = divulguez | divulguerez | divulguer | divulgues | divulgueras | divulguent | divulgueront | révélez | révélerez | révéler | ébruitez | ébruiterez | ébruiter | dévoilez | dévoilerez | dévoiler
silence: sides 1 deny-ne 1 tell 5 whom
silence: no-neither 1 deny-ne 1 tell 5 whom/agreed
no-neither = aucune des parties | aucune des deux parties | aucune partie | ni vous ni nous | aucun de nous | aucun des deux
agreed = convenu | ce qui a été | accord
silence: you 0 deny-ne 1 bare-tell
silence: promise 3 deny 1 bare-tell
silence: sides 4 setaire
setaire = se taisent | se tairont | se taire | gardent le silence | garderont le silence | garder le silence | restent silencieuses | ne disent rien | ne diront rien | n en disent rien
start-nerien = vous ne dites rien | vous ne direz rien | vous n en dites rien | vous n en direz rien | vous n en parlez | vous n en parlerez | tu n en parles | tu ne dis rien | tu n en dis rien | vous ne parlez à personne
 | vous ne parlez plus
silence: start-nerien
# Ce qu'on a écrit, effacé contre de l'argent
delv = supprimez | supprimiez | supprimes | supprimerez | supprime | retirez | retiriez | retires | retirerez | effacez | effaciez | effaces | effacerez | enlevez | enleviez | enlèves | dépubliez | masquez | ôtez
 | supprimer | retirer | effacer | enlever
deleted = supprimé* | effacé* | retiré* | enlevé* | hors ligne | dépublié* | masqué*
cond-vous = si vous | si tu | dès que vous | dès que tu | une fois que vous | lorsque vous | quand vous | quand tu | après que vous | tant que vous | à moins que vous | dès lors que vous | à condition que vous
 | pourvu que vous | à condition de
cond-posts = si votre | dès que votre | une fois votre | une fois que votre | lorsque votre | quand votre | après que votre | tant que votre | à condition que votre | pourvu que votre | dès que ton | si ton
cond-deletion = suppression | retrait | effacement
contre = contre | après | dès | moyennant | en échange | en contrepartie | à condition | sous réserve | sous condition | pour | avant
end-fix = offrons | offrirons | réparons | réparerons | rectifions | rétablissons | rétablirons | proposons | virons | corrigeons | corrigerons
silence~: end-gain/end-fix 12 cond-vous/cond-on 4 delv 5 posts
silence~: cond-vous/cond-on 4 delv 5 posts 9 end-gain/end-fix
silence~: end-gain/end-fix 12 cond-posts 2 posts 3 deleted
silence~: cond-posts 1 posts 3 deleted 9 end-gain/end-fix
silence~: end-gain 8 contre 2 cond-deletion 3 posts
silence~: contre 2 cond-deletion 3 posts 9 end-gain
silence~: start-vousdel 4 posts
start-vousdel = vous supprimez | vous effacez | vous dépubliez | tu supprimes | tu effaces | en échange vous supprimez
# Plus aucun droit de demander
norien = plus rien | plus quoi que ce soit | quoi que ce soit | rien d autre | plus d argent | aucune somme
waives_claims: you 1 no-peut 3 norien
waives_claims: you 3 perd 1 toutdroit 2 right
no-peut = ne pourrez | ne pouvez | ne pourras | ne peux
perd = perdez | perdrez | perds
toutdroit = tout | tous
end-against = rien | réclamer
# Pas un mot à la presse ni à l'autorité
avoids = évitez tout contact avec | évitez | éviterez tout contact avec | n avez aucun contact avec | n aurez aucun contact avec | n avez plus de contact avec | cessez tout contact avec | n accordez aucun entretien
 | ne donnez aucune interview | vous tenez loin de | restez loin de
pressers = presse | médias | journaliste* | journaux | autorité* | régulateur* | police | défenseur* | médiateur* | télévision
silence: you 1 avoids 4 pressers
silence: start-avoids 3 pressers
start-avoids = évitez tout contact avec | évitez
# Entre nous, sans commentaire, sans appel
silence~: start-cela 1 reste 2 end-entre
start-cela = cela | ceci | tout cela | tout ceci | cette affaire | l affaire | cet accord
reste = reste | restera | demeure | demeurera | doit rester
end-entre = entre nous | entre vous et nous
silence~: refrain 2 comments
comments = commentaire public | commentaires publics | tout commentaire | toute déclaration | déclaration publique | déclarations publiques
no_complaint_elsewhere: you 0 no-appel
no-appel = ne ferez pas appel | ne faites pas appel | ne contesterez pas | ne formerez pas de recours | n interjetterez pas appel | ne formerez aucun recours | ne ferez aucun recours
waives_claims~: bypay 2 ends 3 charges
end-lose = devra être remboursé* | devra être rendu* | devrez rendre | devrez rembourser
denies_appeal: start-decision 0 estdef
start-decision = notre décision | cette décision | la décision | notre réponse | cette réponse
estdef = est définitive | est finale | reste définitive | demeure définitive
harmless = définitive chez nous | définitive au sein | définitive dans l | définitive après | définitive une fois | définitive sauf | définitive si | définitive qu
""";
}
