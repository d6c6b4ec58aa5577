namespace Grievances.Domain.Waivers.Words;

/// <summary>French, read on after <see cref="FrenchWords" />: paid on a condition, and nothing more after that.</summary>
internal static class FrenchBargains
{
    internal const string List = """

suppose = si | lorsque | quand

# Payé à une condition, et plus rien après
cond-on = à condition | à la condition | à la seule condition | sous condition | condition | conditionné* | sous réserve | pourvu que | pourvu qu | pour autant que | pour autant qu | moyennant
 | en échange | étant entendu que | étant entendu qu | il est entendu que | ne vaut que si | valable que si | en contrepartie | contre votre | subordonné* | dépend | uniquement si
 | seulement si | suppose que | exige que | prix de
cond-if = si vous | si tu | si la réclamante | si le réclamant | tant que vous | tant que tu | aussi longtemps que vous | dès lors que vous | si l intéressée | si l intéressé | si aucun
 | si aucune | lorsque vous
deny3 = ne | n | absence | aucun | aucune | sans | s abstenir | vous abstenir | vous absteniez | vous abstenez | s abstienne | t abstiens | rien
act3 = saisir | saisissiez | saisissez | saisisse | saisis | saisit | alliez | allez | ailles | aille | vas | aller | portiez | portez | porter | portes | porte | adressiez | adressez
 | adresser | irez | ira | iras | saisirez | porterez | déposerez | fassiez | fasses | fasse | faire | consultiez | consultez | prenne | prennes | preniez | contactiez | contactez | contacter
 | contactes | déposiez | déposez | déposer | déposes | dépose | intentiez | intentez | intenter | engagiez | engagez | engager | engages | introduisiez | introduisez | introduire | formiez
 | formez | former | exerciez | exercez | exercer | recouriez | recourez | recourir | tourniez | tournez | tourner | alertiez | alertez | alerter | prenez
go3 = poursuiviez | poursuivez | poursuivre | poursuis | poursuive | réclamiez | attaquiez | attaquez | attaquer | agissiez | agissez | agir | assigniez | assignez | assigner | plaigniez
 | contester | contestes | conteste | saisir | plainte | plaignez | plaindre | plaignes | plains | ester | contestiez | contestez | faites appel | fassiez appel | faire appel | fais appel
 | faites pas appel | action en justice | poursuites | poursuite | recours
tell3 = publiiez | publiez | publier | publies | publie | parliez | parlez | parler | parles | parle | divulguiez | divulguez | divulguer | divulgues | révéliez | révélez | révéler | partagiez
 | partagez | partager | communiquiez | communiquez | communiquer | diffusiez | diffusez | diffuser | racontiez | racontez | raconter | disiez | dites | dire | dises | évoquiez | évoquez
 | évoquer | ébruitiez | ébruiter | mentionniez | mentionnez | mentionner
keep3 = gardiez | gardez | garder | gardes | garde | garderez | conserviez | conservez | conserver | observiez | observez | observer | restiez | restez | rester
whom3 = rien | à personne | sur ces faits | presse | tiers | quiconque | public | publiquement | réseaux sociaux | médias | journaliste* | montant | accord | affaire | faits | en ligne
 | incident | offre | lettre
silent = votre silence | ton silence | son silence | le silence | vous taire | vous taisez | vous taisiez | se taire | du silence | restez silencieu* | restiez silencieu* | te tais
 | vous tairez | te taire | tais
end-gain = pay* | paierons | verser* | versé* | versement | versons | verserons | rembours* | indemni* | compens* | recevrez | recevez | recevras | euros | somme | montant | offre | bon d
 | argent | avantage | dédommag* | excuses | percevrez | obtiendrez | obtenez | perçoit
end-offer = offre | paiement | versement | somme | indemnité | accord | argent | remboursement | compensation | proposition
end-lapse = caduc | caduque | caducs | annulé* | nul | nulle | retiré | retirée | tombe | perdu* | cesse | cessera | expire | prend fin | prendra fin | suspendu* | interrompu* | remboursé*
end-lose = perdez la somme | perdez cette somme | perdez le paiement | perdez l indemnité | perdrez l indemnité | perdrez la somme | ne recevrez rien | n aurez rien | ne sera versé
 | ne sera payé | ne payons pas | ne serez pas payé* | ne recevrez pas | ne verserons pas | ne vous paierons pas | ne vous paierons rien | ne te paierons pas | perdez tout | perdrez tout
 | ne paierons pas | ne paierons rien | ne verserons rien | rendre la somme | rembourser la somme | rendre l argent
no_complaint_elsewhere: cond-on 5 deny3 4 act3/act 7 forum/avocat
avocat = avocat | avocate | appel | scandale
no_complaint_elsewhere: cond-on 5 deny3 4 go3
no_complaint_elsewhere: end-gain 12 cond-if 2! deny3 2! act3 7 forum
no_complaint_elsewhere: end-gain 12 cond-if 2! deny3 2! go3
no_complaint_elsewhere: cond-if 2! deny3 2! act3 7 forum 9 end-gain
no_complaint_elsewhere: cond-if 2! deny3 2! go3 9 end-gain
no_complaint_elsewhere~: end-offer 4 end-lapse 3 cond-if 3 act3 7 forum
no_complaint_elsewhere~: end-offer 4 end-lapse 3 cond-if 3 go3
no_complaint_elsewhere~: cond-if 3 act3 7 forum 6 end-offer 4 end-lapse
no_complaint_elsewhere~: cond-if 3 go3 6 end-offer 4 end-lapse
no_complaint_elsewhere: end-lose 3 cond-if 3 act3 7 forum
no_complaint_elsewhere: end-lose 3 cond-if 3 go3
silence: cond-on 5 deny3 4 tell3/tell 8 whom
silence: cond-on 5 deny3 2 whom3 1 tell3
silence: cond-on 5 deny3 4 tell3 5 whom3
silence~: end-gain 12 cond-on 5 keep3 6 secret
silence~: cond-on 5 keep3 6 secret 9 end-gain
silence~: cond-on 1 you 2 keep3 6 secret
confid = confidentialité | votre discrétion | ta discrétion
silence~: end-gain 12 cond-on 4 confid
silence~: cond-on 4 confid 9 end-gain
silence~: cond-on 5 silent
silence: end-gain 12 cond-if 2! deny3 2! tell3 6 whom3
silence: cond-if 2! deny3 2! tell3 6 whom3 9 end-gain
silence~: end-gain 12 cond-if 2 keep3 6 secret
silence~: cond-if 2 keep3 6 secret 9 end-gain
silence~: end-gain 12 cond-if 1 silent
silence~: cond-if 1 silent 9 end-gain
end-claimv = réclamerez | réclamez | réclamera | réclameras | réclame | réclamer | demanderez | demandez | demandera | demanderas | demande | demander | exigerez | exigez | exigera | exigeras
 | exige | exiger | solliciterez | sollicitera | solliciter | prétendrez | prétendra | prétendre | revendiquerez | revendiquer | formulerez | formulera | formuler | présenter | présenterez
 | faire valoir
deny4 = ne | n
no-more = rien | plus rien | aucun autre | aucune autre | aucune nouvelle | aucune somme | aucune indemni* | aucune compensation | aucun dédommagement | aucun complément | rien d autre
 | pas d autre | davantage | aucune réparation | aucune autre réparation | pas davantage | de nouvelle | d autre | autre chose | quoi que ce soit
no-right = pas le droit | plus le droit | aucun droit d | aucun droit de | aucun droit à | pas en droit | plus en droit | nullement en droit | plus fondé à | pas fondé à | plus fondée à
 | plus aucun droit | pas autorisé* à | plus autorisé* à | pas permis de | aucunement le droit
end-against = à notre encontre | contre nous | envers nous | contre la | contre l | quoi que ce soit | nous réclamer | nous demander | en justice | nous poursuivre | nous attaquer | demandes
 | réclamations | prétentions | indemni* | dédommagement*
consider = vous estimez | vous considérez | vous déclarez | vous reconnaissez être | s estime | se considère | se déclare | vous tenez pour | vous estimerez | vous considérerez | t estimes
 | te considères | m estime | me déclare | me considère | vous vous dites | êtes réputé* | est réputé* | serez réputé*
satisfied = satisfait* | désintéressé* | indemnisé* | dédommagé* | rempli de | remplie de | payé* | réparé*
end-due = plus rien ne vous est dû | plus rien ne vous sera dû | rien d autre ne vous est dû | ne vous devons plus rien | vous devons rien | aucune autre somme ne vous est due
 | aucune somme ne vous est plus due | plus aucune somme ne vous est due | plus aucune somme ne vous sera due | aucune somme supplémentaire ne vous est due | plus rien à attendre de nous
 | aucune autre indemnité ne vous est due | n avez plus rien à attendre | n avez plus rien à nous demander | ne vous sera plus rien versé
affair = affaire | litige | dossier | différend | différends | conflit | litiges | question | tout | réclamation | cas | contestation
close = règle | régler | réglera | réglé* | clôt | close | clos | clore | clôture | clôturé* | clôturer | termine | terminée | terminé | met fin | mettra fin | mettant fin | résout | résolu
 | résolue | éteint | soldée | vidé | tranché*
forgood = une fois pour toutes | définitivement | une bonne fois | à jamais | pour toujours | de manière définitive | de façon définitive
end-between = entre nous | entre les parties | entre vous et
end-regard = est réputé* | est considéré* | considérons | tenons pour
end-quits = sommes quittes | sont quittes | serons quittes | tirer un trait | point final à l affaire | point final à cette affaire | point final au litige
no-dispute = aucun litige | aucun différend | aucune contestation | plus de litige | plus de différend | plus aucun litige | plus aucun différend | aucun conflit | plus aucune contestation
waives_claims: you 1 deny4 1 end-claimv 2 no-more
waives_claims: you 1 deny4 2 no-more 1 end-claimv
waives_claims: promise 4 deny 3 no-more 2 end-claimv
waives_claims: promise 4 deny 2 end-claimv 2 no-more
waives_claims: you 3 no-right 5 end-against
waives_claims: you 3 no-right 3 saisir
saisir = saisir | agir | ester
waives_claims: consider 3 satisfied
waives_claims: end-due
waives_claims: close 5 affair 4 forgood
waives_claims: close 2 forgood 5 affair
waives_claims: affair 3 forgood 2 close 3 end-between
waives_claims: affair 3 close 2 forgood
waives_claims: end-regard 4 affair 3 forgood 2 close
waives_claims: affair 4 end-regard 2 forgood 2 close
waives_claims: end-quits
waives_claims: no-dispute 6 end-between
no-yaura = n y aura plus | n y aura | n y a plus | ne reste plus | ne reste | n existe plus | n existe | ne subsiste plus | ne subsiste | ne restera
dispute2 = litige | litiges | différend | différends | contestation | contestations | conflit | conflits | grief | griefs
waives_claims: no-yaura 2 dispute2 6 end-between
silence~: silent 2 price
price = est la condition | est une condition | est le prix | condition du paiement | condition du versement
neither = aucune des parties | aucune partie | aucune des deux parties | ni l une ni l autre
no_complaint_elsewhere: neither 2 act4 4 forum
act4 = engagera | engage | intentera | intente | saisira | saisit | déposera | dépose | portera | exercera | n engagera | n intentera | poursuivra
waives_claims: nonyou 0 deny4 0 end-claimv 2 no-more
nonyou = elle | il | elles | ils | le réclamant | la réclamante
endit = vaut | constitue | emporte | signifie | représente | équivaut à | forme
waives_claims: endit 2 settlement 2 final2
waives_claims: putend 4 affair 4 end-between
putend = met fin | mis fin | mettre fin | mettra fin | mettant fin
silence: cond-on 4 stays2 1 end-among
stays2 = reste | restent | demeure | soit gardé | restera
end-among = entre nous | entre vous et nous
quelqu = quelqu un | à qui que ce soit | autour de vous
no_complaint_elsewhere: cond-if 3! act3 7 forum 7 end-lose
no_complaint_elsewhere: cond-if 3! go3 7 end-lose
silence: cond-if 3! tell3 5 whom3/quelqu 7 end-lose
silence: end-lose 3 cond-if 3 tell3 5 whom3/quelqu
waives_claims: nplus 0 no-aucune2 0 claims3 2 other
nplus = n ont plus | n a plus | n aura plus | n auront plus
no-aucune2 = aucune | aucun | de
other = l une contre l autre | l une envers l autre | l un contre l autre | l un envers l autre | réciproque*
silence~: silent 3 end-wepay
end-wepay = nous te payons | nous vous payons | nous paierons | nous vous paierons | nous te paierons
""";
}
