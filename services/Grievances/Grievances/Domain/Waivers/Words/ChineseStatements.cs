namespace Grievances.Domain.Waivers.Words;

/// <summary>Chinese, read on after <see cref="ChineseReleases" />: what is stated as if it were settled, with no "must" and no "agree" before it: somebody withdraws,
/// takes a sum in place of a court, keeps terms to themselves, takes down what they wrote for money.</summary>
internal static class ChineseStatements
{
    internal const string List = """

give = 放下 | 让出 | 割舍
# 撤回什么
start-chehui = 您撤回 | 你撤回 | 您撤销 | 你撤销 | 您取消 | 您收回 | 您将撤回 | 您会撤回 | 你会撤回 | 您即撤回 | 投诉人撤回 | 申诉人撤回 | 申请人撤回 | 您同时撤回 | 您放弃
start-chesu = 您撤诉 | 你撤诉 | 您撤案 | 你撤案 | 您撤告 | 您撤诉讼 | 投诉人撤诉 | 申诉人撤诉 | 双方撤诉
complaint2 = 投诉 | 申诉 | 诉讼 | 控告 | 举报 | 起诉 | 案件 | 诉请 | 指控
withdraw_as_condition~: start-chehui 8 complaint2
withdraw_as_condition~: start-chesu
withdraw_as_condition~: complaint2 2 shiwei
shiwei = 即视为撤回 | 便视为撤回 | 就视为撤回 | 随即撤回 | 即告撤回 | 即视为撤诉 | 即撤回
withdraw_as_condition~: start-ba2 6 complaint2 1 chele 8 end-gain
withdraw_as_condition~: you 2 ba2 6 complaint2 1 chele
start-ba2 = 把 | 将 | 请把 | 请将
ba2 = 把 | 将
chele = 撤回 | 撤了 | 撤掉 | 撤销 | 撤下 | 收回 | 取消
harmless = 后可以 | 后仍 | 后也可 | 后您仍 | 后您可以 | 后您也可 | 之后可以 | 之后仍 | 的权利仍 | 时可以 | 时也会 | 不愿 | 不想
# 以此代替法院或主管机关
accepts = 接受 | 收下 | 领取 | 拿 | 获得 | 取得 | 款 | 金额 | 补偿 | 赔偿 | 代金券 | 这笔钱 | 收取 | 支付 | 方案 | 提议 | 退款
cond-lieu = 代替 | 取代 | 替代 | 顶替
lieu2 = 而不 | 而非 | 不再去 | 而放弃
law = 法律行动 | 法律途径 | 法律程序 | 诉讼 | 起诉 | 法院 | 法庭 | 仲裁 | 举报 | 监管 | 审理 | 审判 | 官司 | 司法 | 主管机关 | 监察 | 检察 | 警方
whether = 而不影响 | 而不妨碍 | 而不放弃 | 而不失去 | 而不丧失 | 而不限制 | 而非代替 | 而不是代替
no_complaint_elsewhere~: accepts 12 cond-lieu 8 law
no_complaint_elsewhere: accepts 10 lieu2 6 law
# 一方或双方的沉默
sides = 双方 | 各方 | 当事人 | 任何一方 | 任一方 | 你我 | 您我
no-bu3 = 不 | 不会 | 不再 | 均不 | 都不 | 皆不 | 互不 | 均不得 | 都不得 | 不得 | 不可 | 不能 | 不对外 | 均不对外 | 都不对外 | 不向外界 | 不向他人 | 不向任何人 | 不向第三方 | 不向媒体 | 不与他人 | 不与任何人 | 不跟别人 | 不跟任何人 | 不对任何人
 | 不会对外 | 不会向任何人 | 不会对任何人 | 不得对外 | 不得向任何人 | 不得向他人
tell = 说出 | 说起 | 谈起 | 讲述 | 外泄 | 吐露 | 评论
whom = 约定 | 商定 | 所发生 | 发生的事 | 细节
silence: sides 2 no-bu3 0 tell 8 terms/whom
silence: you 1 no-bu3 0 tell 8 terms/whom
no-jiang = 不将 | 不会将 | 不把 | 不会把 | 均不将 | 都不把 | 不得将 | 不得把
silence: you 1 no-jiang 8 terms/whom 5 tell
silence: you 1 duiyu 8 terms 3 keep
duiyu = 对 | 就 | 将 | 把
silence: sides 4 hush4
hush4 = 保持沉默 | 沉默 | 缄默 | 闭口不谈 | 守口如瓶 | 保密 | 不声张 | 秘而不宣
no-younever = 您不说出去 | 您不声张 | 您闭口不谈 | 你不说出去 | 您不外传 | 您不张扬 | 你不声张
silence: no-younever
# 收钱删文
posts = 帖 | 差评 | 推文 | 留言 | 日志 | 投稿
end-fix = 提供 | 补救 | 更正 | 恢复 | 修正 | 转账 | 打款 | 到账
silence~: you 3 del 8 posts 8 end-gain/end-fix
silence~: end-gain/end-fix 12 cond-if/cond-on/tiaojian 5 del 8 posts
tiaojian = 条件是 | 前提是
silence~: end-gain/end-fix 12 cond-if/cond-on 8 posts 3 del
silence~: cond-if/cond-on 5 del 8 posts 10 end-gain/end-fix
silence~: posts 1 del 1 hou 8 end-gain/end-fix
hou = 后 | 之后 | 完毕 | 了
silence~: start-deltoget 8 posts 8 end-gain
start-deltoget = 删除 | 撤下 | 删掉 | 删去
silence~: start-youdel 8 posts
start-youdel = 您删除 | 您删掉 | 您撤下 | 你删除 | 你删掉 | 您须删除
silence~: cond-if 5 hush/hush4 12 end-gain/end-fix
# 再无可主张
no-bufanzai = 不能再 | 不得再 | 不可再 | 再也不能 | 无法再 | 无权再 | 不再能 | 没有权利再
ask6 = 要求 | 索要 | 索取 | 主张 | 请求 | 追讨 | 索赔 | 提出
anything6 = 任何 | 什么 | 赔偿 | 补偿 | 东西 | 一分钱
waives_claims: no-bufanzai 6 ask6 4 anything6
waives_claims~: you 2 shiqu 8 all 2 legal
waives_claims: give 10 all 4 yaoqiu
yaoqiu = 要求 | 诉求
shiqu = 失去 | 丧失
waives_claims: you 2 loseall 3 legal
loseall = 失去一切 | 失去所有 | 失去全部 | 丧失一切 | 失去任何 | 不再有任何
# 不与媒体和主管机关往来
avoids = 不会与 | 不会跟 | 不会和 | 不得与 | 不与 | 不跟 | 不和 | 避免与 | 断绝与 | 停止与 | 不再与 | 不接受 | 拒绝接受
pressers = 记者 | 媒体 | 采访 | 主管机关 | 监管机构 | 当局 | 警方 | 监察 | 报社 | 电视台
contact = 联系 | 接触 | 往来 | 交谈 | 沟通 | 采访 | 谈 | 来往
silence: you 2 avoids 8 pressers 3 contact
silence: you 2 avoids 4 caifang
caifang = 采访
# 只在我们之间，不再申诉
silence: start-cishi 4 end-zhijian
start-cishi = 此事 | 这件事 | 本协议 | 这事 | 一切
end-zhijian = 只限你我 | 只限您我 | 只在我们之间 | 限于我们之间 | 仅限我们 | 留在我们之间 | 只有你我 | 仅你我 | 不出你我 | 仅限双方 | 只限双方
no_complaint_elsewhere: start-no-busu
start-no-busu = 您不上诉 | 您不会上诉 | 您不再上诉 | 您不再申诉 | 您不提出申诉 | 你不上诉
harmless = 也可以 | 也能 | 也不影响
full = 最终全部 | 全部最终 | 最终及完全
waives_claims: finalfull
finalfull = 最终和解 | 最终全部和解 | 最终且全部和解
denies_appeal: start-jueding 0 zuizhong
start-jueding = 我们的决定 | 本决定 | 此决定 | 该决定 | 这
zuizhong = 是最终 | 为最终 | 是终局 | 为终局 | 即为最终
neutral = 因此放弃 | 因此失去 | 因此丧失
harmless = 公司内部 | 本机构内 | 但您可 | 除非您申诉
""";
}
