namespace Grievances.Domain.Waivers.Words;

/// <summary>Chinese, read on after <see cref="ChineseBargains" />: what somebody is told to do or to leave be,
/// claims that a payment ends, and that there is no appeal.</summary>
internal static class ChineseOrders
{
    internal const string List = """

# More words of the groups above
sue = 告到 | 法官 | 法庭 | 有关部门 | 主管部门 | 打官司 | 任何部门 | 警方 | 检察 | 告上 | 律师函
org = 医院 | 诊所 | 大学 | 学校 | 政府 | 机构 | 平台 | 基金会 | 保险公司
whom = 这件事 | 记者 | 采访 | 任何话 | 本案 | 这事 | 协议
legal = 请求权 | 债权 | 义务
unasked = 我们的员工不得 | 我们的工作人员不得 | 我们的医生不得 | 我们的供应商不得 | 主管要求 | 老板要求 | 上司要求 | 经理要求 | 没有人可以 | 任何人都不得 | 任何人不得 | 没有人能 | 不用 | 无须 | 您告诉我们 | 您说过 | 任何人都不能 | 不能强迫 | 无人可以
said = 助手告诉您 | 助手说 | 机器人说 | 助手回答 | 机器人回答 | 模型回答 | 助手写道 | 机器人写道 | 机器人告诉您 | 雇主写道 | 主管写道 | 聊天机器人说 | 聊天机器人写道
lead = 请 | 并 | 且 | 也 | 就 | 故 | 则

# Whoever will not, or may not
no-will = 不会 | 不得 | 不能 | 不可 | 不再 | 不准 | 不许 | 不应 | 不会再 | 不去 | 不找 | 不向 | 不将
sue4 = 起诉 | 提起诉讼 | 诉讼 | 仲裁 | 投诉 | 举报 | 控告 | 报警 | 告到 | 告上 | 提告 | 法院 | 法官 | 法庭 | 打官司 | 上访 | 监管 | 有关部门 | 主管部门 | 任何部门 | 检举 | 国家联络点
no_complaint_elsewhere: you 3 no-will 9 sue4
talk = 说 | 谈 | 讲 | 透露 | 接受 | 提起 | 告诉 | 公开 | 披露 | 发布 | 讨论 | 交谈
press = 记者 | 媒体 | 采访 | 外界 | 外人 | 任何人 | 别人 | 他人 | 网上 | 任何话 | 此事
silence: you 3 no-will 6 talk 5 press
silence: you 3 no-will 2 press2 4 talk
press2 = 对记者 | 向记者 | 对媒体 | 向媒体 | 对外 | 对别人 | 跟别人 | 对任何人 | 跟任何人 | 与记者 | 与媒体 | 与任何人
bad2 = 坏话 | 不好的话 | 负面评论 | 负面言论 | 差评
silence: you 3 no-will 12 bad2
silence: terms2 4 no-xude 4 outsiders
terms2 = 协议 | 此事 | 和解 | 金额 | 条款 | 本案
no-xude = 不得让 | 不能让 | 不可让 | 不许让 | 不要让
outsiders = 外人 | 别人 | 他人 | 任何人 | 外界

# Orders
start-no-do = 不要 | 别 | 勿 | 请不要 | 请勿 | 切勿 | 请别 | 不得
no_complaint_elsewhere: start-no-do 4 sue5
sue5 = 去法院 | 起诉 | 投诉 | 举报 | 报警 | 告到 | 打官司 | 上法庭 | 找记者 | 找媒体 | 向法院 | 向监管
silence: start-no-do 5 talk 5 press
silence: start-no-do 2 press2 4 talk
silence: start-no-do 2 gen 3 talk2
gen = 跟任何人 | 跟别人 | 和任何人 | 与任何人 | 对任何人 | 向任何人 | 和别人 | 与他人 | 向他人 | 对外
talk2 = 说 | 谈 | 讲 | 提 | 透露 | 讨论
start-keep = 请对 | 请您对 | 请保守 | 请严守 | 请为 | 请将 | 对此事 | 您须对 | 请把
silence~: start-keep 6 keep
silence~: terms2 2 strict
strict = 严格保密 | 绝对保密 | 须保密 | 应保密 | 需保密 | 必须保密 | 予以保密
del = 删除 | 撤下 | 删掉 | 移除 | 下架 | 删去 | 清除
posts = 帖子 | 评论 | 帖文 | 文章 | 视频 | 微博 | 发布的 | 发表的 | 言论
start-pdel = 请删除 | 请您删除 | 请撤下 | 请您撤下 | 请删掉 | 请移除 | 删除 | 撤下
start-ba = 请将 | 请把 | 把 | 将
silence~: start-ba 10 posts 4 del
silence~: start-pdel 14 posts
mustdel = 将 | 须 | 应 | 必须 | 需 | 承诺 | 同意 | 会 | 要 | 保证
silence~: you 2 mustdel 3 del 12 posts
suit = 诉讼 | 官司 | 仲裁 | 起诉 | 法律程序 | 司法程序
stop = 停止 | 终止 | 结束 | 中止 | 撤回 | 放弃
no_complaint_elsewhere~: you 3 mustdel/stopnow 2 stop 8 suit
stopnow = 即 | 后即 | 立即 | 便
no_complaint_elsewhere~: you 6 stopnow 2 stop 4 suit
start-stop = 请停止 | 请终止 | 停止 | 终止
no_complaint_elsewhere~: start-stop 6 suit

# In return
exch = 作为回报 | 作为交换 | 作为对价 | 为此 | 作为补偿
silence~: exch 5 hush
silence~: exch 5 keep
silence~: hush 6 exch
hush = 保持沉默 | 不作声 | 沉默

# What a payment ends
bypay = 此次付款 | 本次付款 | 付款 | 该款项 | 此款 | 这笔钱 | 这笔款项 | 款项 | 支付 | 该金额 | 本款项 | 此款项
rights = 请求权 | 权利 | 债权 | 索赔 | 主张 | 请求
ends = 消灭 | 终止 | 归于消灭 | 即告终止 | 即告消灭 | 均告消灭 | 失效 | 了结 | 结清 | 消失
waives_claims~: bypay 14 rights 6 ends
waives_claims: you 6 no-zaiyou 6 rights
no-zaiyou = 不再有任何 | 不再享有 | 不再有 | 再无 | 没有任何其他
waives_claims: no-bunengzai 6 ask3 4 anything
no-bunengzai = 不能再 | 不得再 | 不可再 | 不再 | 不能
anything = 任何东西 | 任何 | 什么 | 一分钱
waives_claims~: you 3 free 4 allour
free = 免除 | 解除 | 豁免
allour = 我们 | 医院 | 公司 | 我方
accept = 接受 | 同意 | 承认 | 认可
waives_claims~: accept 2 this 3 over
over = 到此为止 | 就此结束 | 就此了结 | 到此结束 | 告一段落
no_complaint_elsewhere: after 4 no-will/no-impossible 6 suit2
no_complaint_elsewhere: afterpay 5 no-will/no-impossible 8 suit2
afterpay = 付款后 | 付款之后 | 支付后 | 收款后 | 领款后 | 收到款项后
no-impossible = 不可能 | 不再可能 | 没有可能
suit2 = 救济 | 诉讼 | 追索 | 起诉 | 仲裁 | 法院 | 法官

# First our own way
must3 = 必须先 | 须先 | 应先 | 应当先 | 先 | 必须 | 需要先 | 只有
exhaust = 走完 | 用尽 | 完成 | 穷尽 | 经过 | 通过 | 履行
ourway = 申诉程序 | 复核 | 内部程序 | 上诉程序 | 复议 | 申诉 | 内部复核
thencourt = 才能 | 方可 | 才可 | 才可以 | 方能 | 然后才 | 再
court = 法院 | 起诉 | 诉讼 | 法庭 | 监管
no_complaint_elsewhere: must3 3 exhaust 8 ourway 6 thencourt 6 court
no_complaint_elsewhere: before2 4 court 10 must3 3 exhaust 8 ourway
no_complaint_elsewhere: court 4 zhiqian 6 must3 3 exhaust 8 ourway
before2 = 在向 | 在去 | 去 | 向
zhiqian = 之前 | 前

# No appeal
appeal = 上诉 | 复核 | 复议 | 申诉 | 复审 | 异议
avail = 可能 | 途径 | 权 | 机会 | 渠道 | 权利 | 程序
denies_appeal: you 0 no-cannot 8 appeal
no-cannot = 不能 | 不得 | 不可 | 不可以 | 无权 | 没有权利 | 不能再 | 无法
denies_appeal: decision 8 no-cannot 5 appeal
denies_appeal: decision 6 no-accept 4 appeal
decision = 决定 | 裁决 | 答复 | 结论 | 结果 | 处理结果
denies_appeal: start-no-can 0 appeal
start-no-can = 不能 | 不得 | 不可 | 不可以 | 无权 | 无法
denies_appeal: no-have 2 appeal 2 avail
no-have = 没有 | 无 | 不存在 | 没有任何
denies_appeal: no-accept 3 appeal
no-accept = 不接受 | 不受理 | 不予受理 | 不允许 | 不准 | 概不受理
denies_appeal: no-have 2 avail 3 appeal
denies_appeal: start-no-can 0 dui 7 appeal
dui = 对 | 就 | 向

# Said otherwise
own = 我们的 | 本机构的 | 我方的
against = 关于
sue4 = 监察 | 警方 | 警察 | 工会 | 反映
start-stop = 请您结束 | 请结束 | 请您停止 | 请您终止 | 请您撤
suit = 案件
no_complaint_elsewhere~: onlyafter 6 ourway 10 thencourt 5 court
onlyafter = 只有 | 须等 | 必须等 | 等到
ourway = 复核结束
silence: start-no-do 8 talk 5 press/terms
silence: you 1 no-dont 9 talk 5 press/terms
no-dont = 不要 | 别 | 勿
talk = 写 | 提及
press = 我们的事 | 社交
end-agreed = 商定的内容 | 约定的内容 | 达成的协议 | 商定的事
silence~: end-agreed 4 must 4 keep
silence~: you 4 end-gain 4 hush
silence: start-no-do 6 showany
showany = 给任何人看 | 给别人看 | 给他人看 | 给外人看 | 拿给
waives_claims~: bypay 1 coversall 14 claims2
coversall = 涵盖 | 包括 | 覆盖
claims2 = 要求 | 索赔 | 主张 | 请求
no-satisfied = 没有任何其他主张 | 没有其他主张 | 已获全部赔偿 | 无其他主张
waives_claims~: rights 4 bypay 4 ends
bypay = 转账 | 本次转账 | 汇款
allour = 诊所 | 机构
stop = 结束
harmless = 因为 | 因投诉 | 因举报 | 因申诉 | 因起诉 | 因您 | 因上诉
silence: you 3 no-will 4 talk 6 terms
start-no-do = 什么都不要 | 什么也别 | 什么也不要
silence~: start-from 10 del 6 posts
start-from = 请从 | 从
unasked = 不会受到惩罚 | 不会被惩罚 | 不会受到处分 | 不会被解雇 | 不会遭到报复 | 不会受到报复 | 不会失去
""";
}
