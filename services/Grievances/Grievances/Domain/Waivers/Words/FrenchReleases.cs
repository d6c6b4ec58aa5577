namespace Grievances.Domain.Waivers.Words;

/// <summary>French, read on after <see cref="FrenchOrders" />: the organisation freed, everything that could be asked ended by a sum, no way back, discretion hoped for, a matter closed elsewhere, a way barred.</summary>
internal static class FrenchReleases
{
    internal const string List = """

give = abandonnerez | délaisse | délaissez | délaisser | vous départez | se départir | céder vos | cédez vos
neutral = protection des données
# The organisation is free of what it owes
end-rparty = entreprise | société | organisation | hôpital | clinique | banque | opérateur | fournisseur | assureur | école | université | employeur | personnel | salariés | filiales | nous | parties | groupe
rfreed = dégagé* | libéré* | déchargé* | exonéré* | quitte | quittes | délié* | affranchi* | exempté*
no-rmore = n a plus | n ont plus | n avons plus | n aura plus | n auront plus | n assume plus | n encourt plus | ne porte plus | ne supporte plus
waives_claims~: end-rparty 6 rfreed 3 charges
waives_claims: end-rparty 4 no-rmore 3 charges
# A sum, a signature or a letter ends everything that could be asked
rends = éteint | éteignent | éteindra | éteignant | met fin | mettent fin | mettra fin | mettant fin | met un terme | mettent un terme | solde | soldent | épuise
 | vaut quittance | vaut décharge | vaut renonciation | emporte extinction | tient lieu | purge | purgent | clôt | closent
rwhole = toutes les prétentions | toute prétention | toutes vos prétentions | toutes les réclamations | toute réclamation | toutes vos réclamations | vos réclamations | vos prétentions
 | toutes les demandes | toute demande | toutes vos demandes | tous vos droits | tous les droits | tout recours | tous les recours | ensemble de vos | ensemble des prétentions | ensemble des réclamations
 | toute revendication | toutes les revendications
rallyou = tout ce que vous pourriez | tout ce que vous pouvez | tout ce que vous auriez | tout ce que vous pourrez | tout ce qui vous | quoi que vous puissiez
waives_claims~: rends 2 rwhole
waives_claims~: rends 3 rallyou
# There is no coming back
deny-back = ne pourrez plus | ne pouvez plus | ne pourra plus | ne peut plus | ne serez plus | ne pourriez plus | ne pourrez pas | ne reviendrez | n aurez plus | ne pouvez pas
rback = revenir | reviendrez | contester | rouvrir | remettre en cause | relancer | solliciter | nous recontacter | reprendre l affaire | à nous reprocher | reprocher | reviendrez plus
waives_claims: you 1 deny-back 2 rback
# A way is barred
rbars = vous interdit | vous prive | vous empêche | fait obstacle | font obstacle | exclut | excluent | ferme la voie | vous ferme
rway = tribun* | justice | juge* | recours | action* | plainte* | réclamation* | poursuite* | autorité* | presse | médias | judiciaire*
no_complaint_elsewhere: rbars 6 rway
# Discretion that is hoped for
cond-rwish = comptons | espérons | souhaitons | attendons | demandons | prions | contrepartie | échange | veuillez | veillez | aimerions | condition
end-ramong = entre nous | entre vous et nous | entre nous deux | hors des journaux | loin de la presse | loin des médias | hors des médias | à l abri des regards | dans ces murs | sous silence | en interne
rpress = presse | médias | journalistes | journaux
deny-rknow = n en sache | ne sache | ne sachent | n apprenne | n apprennent | n en parle | ne soit informé* | ne soient informé* | n en sachent | n en soit | n en soient
rstay = reste | restent | rester | restera | demeure | demeurent | garder | gardée | gardé | gardiez | passer | passe
silence~: cond-rwish 10 rstay 1 end-ramong
silence: cond-rwish 12 rpress 1 deny-rknow
# A matter that is to be closed elsewhere
rask = merci de | veuillez | prions de | demandons de | vous devez | vous devrez | invitons à | il vous faut | il vous appartient de | vous voudrez bien
rdrop = clore | clôturer | fermer | retirer | classer | mettre fin à | annuler | abandonner | faire clore | faire classer
rmatter = dossier | plainte | réclamation | signalement | affaire | procédure | saisine | demande | recours | instance
rwith = auprès de | auprès du | devant | à la | au tribunal | chez
withdraw_as_condition~: rask 2 rdrop 2 rmatter 0 rwith 3 rauth
rauth = cnil | tribun* | autorité* | commission* | défenseur* | police | parquet | procureur* | juge* | régulateur* | inspection | point de contact | médiateur*
# Un engagement de ne pas poursuivre, et plus de recours
rpursue = vous engagez à ne pas nous poursuivre | vous engagez à ne plus nous poursuivre | vous engagez à ne pas poursuivre | vous engagez à n'engager aucune poursuite | engages à ne pas nous poursuivre | vous obligez à ne pas nous poursuivre | vous renoncez à nous poursuivre | vous interdisez de nous poursuivre
no_complaint_elsewhere: rpursue
rnone = aucun recours ultérieur | aucun recours postérieur | sans recours ultérieur | plus aucun recours ultérieur | aucune réclamation ultérieure
waives_claims: rnone
""";
}
