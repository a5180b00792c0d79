<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en_GB">
    <context>
        <name>AboutDialog</name>
        <message>
            <source>About Findling</source>
            <translation>关于 Findling</translation>
        </message>
        <message>
            <source>Version {version}</source>
            <translation>版本 {version}</translation>
        </message>
        <message>
            <source>A librarian for photos, clips, recordings and PDFs.</source>
            <translation>照片、视频、录音和 PDF 的管理员。</translation>
        </message>
        <message>
            <source>Findling itself is free under the MIT licence. It is made with these, each under its own:</source>
            <translation>Findling 本身以 MIT 许可证免费提供。它使用了以下组件，各有自己的许可证：</translation>
        </message>
    </context>
    <context>
        <name>Actions</name>
        <message>
            <source>File</source>
            <translation>文件</translation>
        </message>
        <message>
            <source>Edit</source>
            <translation>编辑</translation>
        </message>
        <message>
            <source>View</source>
            <translation>查看</translation>
        </message>
        <message>
            <source>Item</source>
            <translation>项目</translation>
        </message>
        <message>
            <source>Help</source>
            <translation>帮助</translation>
        </message>
        <message>
            <source>Add folder…</source>
            <translation>添加文件夹…</translation>
        </message>
        <message>
            <source>Settings…</source>
            <translation>设置…</translation>
        </message>
        <message>
            <source>Close window</source>
            <translation>关闭窗口</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>退出</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>撤销</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>复制</translation>
        </message>
        <message>
            <source>Copy path</source>
            <translation>复制路径</translation>
        </message>
        <message>
            <source>Copy picture</source>
            <translation>复制图片</translation>
        </message>
        <message>
            <source>Choose all</source>
            <translation>全选</translation>
        </message>
        <message>
            <source>Find</source>
            <translation>查找</translation>
        </message>
        <message>
            <source>Side bar</source>
            <translation>侧边栏</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>详细信息</translation>
        </message>
        <message>
            <source>Squares</source>
            <translation>方格</translation>
        </message>
        <message>
            <source>Larger</source>
            <translation>放大</translation>
        </message>
        <message>
            <source>Smaller</source>
            <translation>缩小</translation>
        </message>
        <message>
            <source>Usual size</source>
            <translation>默认大小</translation>
        </message>
        <message>
            <source>Quick look</source>
            <translation>快速查看</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>打开</translation>
        </message>
        <message>
            <source>Open with</source>
            <translation>打开方式</translation>
        </message>
        <message>
            <source>Show in folder</source>
            <translation>在文件夹中显示</translation>
        </message>
        <message>
            <source>Find similar</source>
            <translation>查找相似内容</translation>
        </message>
        <message>
            <source>Rename</source>
            <translation>重命名</translation>
        </message>
        <message>
            <source>Move to trash…</source>
            <translation>移到回收站…</translation>
        </message>
        <message>
            <source>Keyboard short-cuts</source>
            <translation>键盘快捷键</translation>
        </message>
        <message>
            <source>About Findling</source>
            <translation>关于 Findling</translation>
        </message>
        <message>
            <source>Copy paths</source>
            <translation>复制路径</translation>
        </message>
        <message>
            <source>Undo: {deed}</source>
            <translation>撤销：{deed}</translation>
        </message>
    </context>
    <context>
        <name>Banner</name>
        <message>
            <source>Close this message</source>
            <translation>关闭此消息</translation>
        </message>
    </context>
    <context>
        <name>Cell</name>
        <message>
            <source>{count} copies</source>
            <translation>{count} 个副本</translation>
        </message>
        <message>
            <source>p. {page}</source>
            <translation>第 {page} 页</translation>
        </message>
        <message>
            <source>1 page</source>
            <translation>1 页</translation>
        </message>
        <message>
            <source>{count} pages</source>
            <translation>{count} 页</translation>
        </message>
    </context>
    <context>
        <name>Chip</name>
        <message>
            <source>Remove {name}</source>
            <translation>移除 {name}</translation>
        </message>
    </context>
    <context>
        <name>Choice</name>
        <message>
            <source>These are more than {most} files.</source>
            <translation>超过了 {most} 个文件。</translation>
        </message>
        <message>
            <source>Choose fewer at once.</source>
            <translation>请一次少选一些。</translation>
        </message>
        <message>
            <source>Google Gemini</source>
            <translation>Google Gemini</translation>
        </message>
        <message>
            <source>Finds anything you can describe, in photos, clips, recordings and documents alike. Needs a key; small copies are sent to Google.</source>
            <translation>凡能用言语描述的都能找到，照片、视频、录音、文档皆可。需要密钥；缩小的副本会发送给 Google。</translation>
        </message>
        <message>
            <source>Google Cloud</source>
            <translation>Google Cloud</translation>
        </message>
        <message>
            <source>The same, through a project of your own on Google Cloud. Small copies are sent to Google.</source>
            <translation>同上，但通过自己的 Google Cloud 项目。缩小的副本会发送给 Google。</translation>
        </message>
        <message>
            <source>On this computer</source>
            <translation>在这台电脑上</translation>
        </message>
        <message>
            <source>No account, nothing leaves it. Knows about a thousand kinds of things, text in 16 languages.</source>
            <translation>无需帐号，数据不会离开电脑。能认出约一千种事物，支持 16 种语言的文字。</translation>
        </message>
        <message>
            <source>free</source>
            <translation>免费</translation>
        </message>
        <message>
            <source>Small copies go to Google</source>
            <translation>缩小的副本会发送给 Google</translation>
        </message>
        <message>
            <source>Nothing leaves this computer</source>
            <translation>数据不会离开这台电脑</translation>
        </message>
        <message>
            <source>about {price} per 1,000 photos</source>
            <translation>每 1000 张照片约 {price}</translation>
        </message>
    </context>
    <context>
        <name>Closer</name>
        <message>
            <source>{name} is not there at the moment.</source>
            <translation>{name} 目前不在原处。</translation>
        </message>
        <message>
            <source>Connect the drive it is on, or wait for the next look.</source>
            <translation>请连接它所在的磁盘，或等待下一次查看。</translation>
        </message>
        <message>
            <source>It cannot be played any further.</source>
            <translation>无法继续播放。</translation>
        </message>
        <message>
            <source>It may be damaged here; go on from a later place.</source>
            <translation>文件在此处可能已损坏；请从后面的位置继续。</translation>
        </message>
        <message>
            <source>{name} is there already, and nothing is written over it.</source>
            <translation>{name} 已存在，不会被覆盖。</translation>
        </message>
        <message>
            <source>Choose another name.</source>
            <translation>请选择其他名称。</translation>
        </message>
        <message>
            <source>{name} cannot be used: {reason}.</source>
            <translation>无法使用 {name}：{reason}。</translation>
        </message>
        <message>
            <source>Choose another folder, or make room and try again.</source>
            <translation>请选择其他文件夹，或腾出空间后再试。</translation>
        </message>
        <message>
            <source>page {page} of {count}</source>
            <translation>第 {page} 页，共 {count} 页</translation>
        </message>
        <message>
            <source>{percent} %</source>
            <translation>{percent}%</translation>
        </message>
        <message>
            <source>Part: {start} to {end}</source>
            <translation>片段：{start} 至 {end}</translation>
        </message>
        <message>
            <source>Matches at {places}</source>
            <translation>匹配位置：{places}</translation>
        </message>
    </context>
    <context>
        <name>CloserDesk</name>
        <message>
            <source>Saved as {name}</source>
            <translation>已保存为 {name}</translation>
        </message>
    </context>
    <context>
        <name>CloudPane</name>
        <message>
            <source>Project</source>
            <translation>项目</translation>
        </message>
        <message>
            <source>as in the Google Cloud console</source>
            <translation>与 Google Cloud 控制台中一致</translation>
        </message>
        <message>
            <source>Location</source>
            <translation>位置</translation>
        </message>
        <message>
            <source>&amp;Test</source>
            <translation>测试(&amp;T)</translation>
        </message>
        <message>
            <source>Findling signs in with what Google’s own tools have set up here (gcloud auth application-default login).</source>
            <translation>Findling 使用 Google 自己的工具在本机设置的登录信息（gcloud auth application-default login）。</translation>
        </message>
    </context>
    <context>
        <name>Controls</name>
        <message>
            <source>Play</source>
            <translation>播放</translation>
        </message>
        <message>
            <source>Match before</source>
            <translation>上一个匹配</translation>
        </message>
        <message>
            <source>Next match</source>
            <translation>下一个匹配</translation>
        </message>
        <message>
            <source>Mute</source>
            <translation>静音</translation>
        </message>
        <message>
            <source>Loudness</source>
            <translation>音量</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>暂停</translation>
        </message>
        <message>
            <source>Speed {speed}</source>
            <translation>速度 {speed}</translation>
        </message>
        <message>
            <source>Speed</source>
            <translation>速度</translation>
        </message>
        <message>
            <source>Sound on</source>
            <translation>打开声音</translation>
        </message>
    </context>
    <context>
        <name>Coverage</name>
        <message>
            <source>{count} ready</source>
            <translation>{count} 个已就绪</translation>
        </message>
        <message>
            <source>{count} waiting</source>
            <translation>{count} 个等待中</translation>
        </message>
        <message>
            <source>{count} could not be read</source>
            <translation>{count} 个无法读取</translation>
        </message>
    </context>
    <context>
        <name>DateScrubber</name>
        <message>
            <source>Date</source>
            <translation>日期</translation>
        </message>
    </context>
    <context>
        <name>Desk</name>
        <message>
            <source>No confident match. These come closest.</source>
            <translation>没有十分确定的匹配，以下最为接近。</translation>
        </message>
        <message>
            <source>Nothing found</source>
            <translation>没有找到</translation>
        </message>
        <message>
            <source>Other words, or fewer of them, may find it.</source>
            <translation>换些词，或少用几个词，也许就能找到。</translation>
        </message>
        <message>
            <source>Nothing to see yet</source>
            <translation>暂时还没有内容</translation>
        </message>
        <message>
            <source>Findling is looking through your folders.</source>
            <translation>Findling 正在查看文件夹。</translation>
        </message>
        <message>
            <source>Nothing here</source>
            <translation>这里没有内容</translation>
        </message>
        <message>
            <source>Photos, clips, recordings and PDFs in your folders appear here.</source>
            <translation>文件夹中的照片、视频、录音和 PDF 会显示在这里。</translation>
        </message>
        <message>
            <source>1 item</source>
            <translation>1 项</translation>
        </message>
        <message>
            <source>{count} items</source>
            <translation>{count} 项</translation>
        </message>
        <message>
            <source>{found} of {total}</source>
            <translation>{found} / {total}</translation>
        </message>
    </context>
    <context>
        <name>DetailsPane</name>
        <message>
            <source>Choose something to see more about it.</source>
            <translation>选择一项即可查看详细信息。</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>打开</translation>
        </message>
        <message>
            <source>Show in folder</source>
            <translation>在文件夹中显示</translation>
        </message>
        <message>
            <source>Find similar</source>
            <translation>查找相似内容</translation>
        </message>
    </context>
    <context>
        <name>DropPanel</name>
        <message>
            <source>Drop to find what is like it</source>
            <translation>放到这里，查找相似内容</translation>
        </message>
        <message>
            <source>A folder is added to the library.</source>
            <translation>文件夹会添加到资料库。</translation>
        </message>
    </context>
    <context>
        <name>EffortPage</name>
        <message>
            <source>Reading</source>
            <translation>读取</translation>
        </message>
        <message>
            <source>New files are read in the background, and can be found by name at once.</source>
            <translation>新文件在后台读取，按名称立即就能找到。</translation>
        </message>
        <message>
            <source>&amp;Quiet while this computer runs on its battery</source>
            <translation>这台电脑使用电池时保持安静(&amp;Q)</translation>
        </message>
        <message>
            <source>automatic</source>
            <translation>自动</translation>
        </message>
        <message>
            <source>Files read at the same time</source>
            <translation>同时读取的文件数</translation>
        </message>
    </context>
    <context>
        <name>EstimateDialog</name>
        <message>
            <source>What reading these files costs</source>
            <translation>读取这些文件的费用</translation>
        </message>
        <message>
            <source>&amp;Send and read</source>
            <translation>发送并读取(&amp;S)</translation>
        </message>
        <message>
            <source>&amp;Not now</source>
            <translation>暂不(&amp;N)</translation>
        </message>
        <message>
            <source>Together</source>
            <translation>合计</translation>
        </message>
        <message>
            <source>Files</source>
            <translation>文件</translation>
        </message>
        <message>
            <source>Parts</source>
            <translation>片段</translation>
        </message>
        <message>
            <source>Price</source>
            <translation>费用</translation>
        </message>
        <message>
            <source>1 file waits to be read by Google</source>
            <translation>1 个文件等待由 Google 读取</translation>
        </message>
        <message>
            <source>{count} files wait to be read by Google</source>
            <translation>{count} 个文件等待由 Google 读取</translation>
        </message>
        <message>
            <source>Small copies are sent: photos and pages as small pictures, clips and recordings in short pieces, the words of pages. Never the files themselves. Nothing has been sent yet.</source>
            <translation>发送的是缩小的副本：照片和页面为小图，视频和录音为短片段，以及页面上的文字。绝不发送文件本身。目前尚未发送任何内容。</translation>
        </message>
        <message>
            <source>It takes {time} at the rate that is allowed.</source>
            <translation>按允许的速度，需要{time}。</translation>
        </message>
        <message>
            <source>Left of this month’s limit of {limit}: {left}.</source>
            <translation>本月上限 {limit}，剩余 {left}。</translation>
        </message>
        <message>
            <source>1 more file has not been looked at yet and is not counted here.</source>
            <translation>另有 1 个文件尚未查看，未计入此处。</translation>
        </message>
        <message>
            <source>{count} more files have not been looked at yet and are not counted here.</source>
            <translation>另有 {count} 个文件尚未查看，未计入此处。</translation>
        </message>
        <message>
            <source>Google’s prices as of {day}.</source>
            <translation>Google 价格截至 {day}。</translation>
        </message>
        <message>
            <source>Send &amp;new files without asking</source>
            <translation>发送新文件时不再询问(&amp;N)</translation>
        </message>
        <message>
            <source>Send &amp;new files without asking, up to {limit} a month</source>
            <translation>发送新文件时不再询问，每月最多 {limit}(&amp;N)</translation>
        </message>
        <message>
            <source>As a &amp;batch: half the price ({price}), answered within a day</source>
            <translation>批处理：半价（{price}），一天内得到结果(&amp;B)</translation>
        </message>
        <message>
            <source>At most {price} will be spent.</source>
            <translation>最多花费 {price}。</translation>
        </message>
        <message>
            <source>This month’s limit is used up. Raise it in the settings, or wait for the next month.</source>
            <translation>本月上限已用完。请在设置中提高上限，或等到下个月。</translation>
        </message>
        <message>
            <source>That is more than this month’s limit still allows: files are read for {left}, the others wait.</source>
            <translation>超出了本月上限的余额：先读取价值 {left} 的文件，其余等待。</translation>
        </message>
    </context>
    <context>
        <name>FactTable</name>
        <message>
            <source>Copy path</source>
            <translation>复制路径</translation>
        </message>
        <message>
            <source>{place}, show on a map</source>
            <translation>{place}，在地图上显示</translation>
        </message>
    </context>
    <context>
        <name>Facts</name>
        <message>
            <source>Title</source>
            <translation>标题</translation>
        </message>
        <message>
            <source>Artist</source>
            <translation>艺术家</translation>
        </message>
        <message>
            <source>Album</source>
            <translation>专辑</translation>
        </message>
        <message>
            <source>Author</source>
            <translation>作者</translation>
        </message>
        <message>
            <source>Length</source>
            <translation>长度</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>大小</translation>
        </message>
        <message>
            <source>Camera</source>
            <translation>相机</translation>
        </message>
        <message>
            <source>Place</source>
            <translation>地点</translation>
        </message>
        <message>
            <source>Shows</source>
            <translation>内容</translation>
        </message>
        <message>
            <source>Path</source>
            <translation>路径</translation>
        </message>
        <message>
            <source>Also in</source>
            <translation>也位于</translation>
        </message>
        <message>
            <source>Written</source>
            <translation>写于</translation>
        </message>
        <message>
            <source>Taken</source>
            <translation>拍摄于</translation>
        </message>
        <message>
            <source>1 page</source>
            <translation>1 页</translation>
        </message>
        <message>
            <source>{count} pages</source>
            <translation>{count} 页</translation>
        </message>
        <message>
            <source>{length}, with sound</source>
            <translation>{length}，有声音</translation>
        </message>
        <message>
            <source>{length}, without sound</source>
            <translation>{length}，无声音</translation>
        </message>
    </context>
    <context>
        <name>FailuresList</name>
        <message>
            <source>and 1 more</source>
            <translation>另有 1 个</translation>
        </message>
        <message>
            <source>and {count} more</source>
            <translation>另有 {count} 个</translation>
        </message>
        <message>
            <source>Show in folder</source>
            <translation>在文件夹中显示</translation>
        </message>
        <message>
            <source>Show {name} in its folder</source>
            <translation>在文件夹中显示 {name}</translation>
        </message>
    </context>
    <context>
        <name>FileDesk</name>
        <message>
            <source>Undo</source>
            <translation>撤销</translation>
        </message>
        <message>
            <source>Take the ending “{before}” away?</source>
            <translation>去掉扩展名“{before}”？</translation>
        </message>
        <message>
            <source>Add the ending “{after}”?</source>
            <translation>添加扩展名“{after}”？</translation>
        </message>
        <message>
            <source>Change the ending from “{before}” to “{after}”?</source>
            <translation>将扩展名从“{before}”改为“{after}”？</translation>
        </message>
        <message>
            <source>Another ending</source>
            <translation>更改扩展名</translation>
        </message>
        <message>
            <source>What is in the file stays the same. Findling and other programs may not show it any more.</source>
            <translation>文件内容保持不变。Findling 和其他程序可能不再显示它。</translation>
        </message>
        <message>
            <source>Change ending</source>
            <translation>更改扩展名</translation>
        </message>
    </context>
    <context>
        <name>Files</name>
        <message>
            <source>Move “{name}” to the trash?</source>
            <translation>将“{name}”移到回收站？</translation>
        </message>
        <message>
            <source>Move {count} files to the trash?</source>
            <translation>将 {count} 个文件移到回收站？</translation>
        </message>
        <message>
            <source>Only what is shown is moved: 1 other copy stays where it is.</source>
            <translation>只移动显示的这一个：另外 1 个副本留在原处。</translation>
        </message>
        <message>
            <source>Only what is shown is moved: {count} other copies stay where they are.</source>
            <translation>只移动显示的这些：另外 {count} 个副本留在原处。</translation>
        </message>
        <message>
            <source>and {count} more</source>
            <translation>另有 {count} 个</translation>
        </message>
        <message>
            <source>Moved {name} to the trash</source>
            <translation>已将 {name} 移到回收站</translation>
        </message>
        <message>
            <source>Moved {count} files to the trash</source>
            <translation>已将 {count} 个文件移到回收站</translation>
        </message>
        <message>
            <source>Named {name} again</source>
            <translation>已恢复名称 {name}</translation>
        </message>
        <message>
            <source>Brought {name} back</source>
            <translation>已恢复 {name}</translation>
        </message>
        <message>
            <source>Brought {count} files back</source>
            <translation>已恢复 {count} 个文件</translation>
        </message>
        <message>
            <source>rename</source>
            <translation>重命名</translation>
        </message>
        <message>
            <source>move to trash</source>
            <translation>移到回收站</translation>
        </message>
    </context>
    <context>
        <name>FirstFolders</name>
        <message>
            <source>What should Findling look through?</source>
            <translation>Findling 应该查看哪些文件夹？</translation>
        </message>
        <message>
            <source>Your files stay where they are, unchanged. You can add or remove folders at any time.</source>
            <translation>文件原地保留，不作任何更改。随时可以添加或移除文件夹。</translation>
        </message>
        <message>
            <source>Another folder…</source>
            <translation>其他文件夹…</translation>
        </message>
        <message>
            <source>or drop it here</source>
            <translation>或拖放到这里</translation>
        </message>
        <message>
            <source>nothing that Findling reads</source>
            <translation>没有 Findling 能读取的内容</translation>
        </message>
        <message>
            <source>{counted}, still counting</source>
            <translation>{counted}，仍在统计</translation>
        </message>
    </context>
    <context>
        <name>FirstRun</name>
        <message>
            <source>&amp;Back</source>
            <translation>返回(&amp;B)</translation>
        </message>
        <message>
            <source>Not now</source>
            <translation>暂不</translation>
        </message>
        <message>
            <source>Step {number} of {count}</source>
            <translation>第 {number} 步，共 {count} 步</translation>
        </message>
        <message>
            <source>Continue</source>
            <translation>继续</translation>
        </message>
        <message>
            <source>Start</source>
            <translation>开始</translation>
        </message>
        <message>
            <source>Open my library</source>
            <translation>打开资料库</translation>
        </message>
    </context>
    <context>
        <name>FirstSight</name>
        <message>
            <source>Here they come</source>
            <translation>内容正在出现</translation>
        </message>
        <message>
            <source>You need not wait: what is read can be found at once, everything else by its name.</source>
            <translation>无需等待：已读取的内容立即就能找到，其余的可按名称找到。</translation>
        </message>
        <message>
            <source>Progress</source>
            <translation>进度</translation>
        </message>
    </context>
    <context>
        <name>FirstWays</name>
        <message>
            <source>How should it understand them?</source>
            <translation>如何理解这些文件？</translation>
        </message>
        <message>
            <source>You can change this at any time; what was read stays.</source>
            <translation>随时可以更改；已读取的内容会保留。</translation>
        </message>
        <message>
            <source>What leaves this computer</source>
            <translation>哪些数据会离开这台电脑</translation>
        </message>
        <message>
            <source>What it costs</source>
            <translation>费用</translation>
        </message>
        <message>
            <source>Nothing. Everything is read, and searched, on this computer.</source>
            <translation>没有。读取和搜索都在这台电脑上进行。</translation>
        </message>
        <message>
            <source>Nothing.</source>
            <translation>免费。</translation>
        </message>
        <message>
            <source>It goes to: {whom}</source>
            <translation>发送给：{whom}</translation>
        </message>
        <message>
            <source>Before anything is sent you see the exact price, and nothing is sent until you agree.</source>
            <translation>发送之前会显示确切的费用，同意之前不会发送任何内容。</translation>
        </message>
        <message>
            <source>{price} for {photos}.</source>
            <translation>{photos}：{price}。</translation>
        </message>
        <message>
            <source>Clips, recordings and documents cost by their length.</source>
            <translation>视频、录音和文档按长度计费。</translation>
        </message>
    </context>
    <context>
        <name>FolderRow</name>
        <message>
            <source>Keep on this computer only</source>
            <translation>仅保留在这台电脑上</translation>
        </message>
        <message>
            <source>1 file</source>
            <translation>1 个文件</translation>
        </message>
        <message>
            <source>{count} files</source>
            <translation>{count} 个文件</translation>
        </message>
        <message>
            <source>Remove {name}</source>
            <translation>移除 {name}</translation>
        </message>
        <message>
            <source>Remove from Findling</source>
            <translation>从 Findling 中移除</translation>
        </message>
    </context>
    <context>
        <name>FoldersPage</name>
        <message>
            <source>Folders</source>
            <translation>文件夹</translation>
        </message>
        <message>
            <source>Your files stay where they are, unchanged.</source>
            <translation>文件原地保留，不作任何更改。</translation>
        </message>
        <message>
            <source>Add folder…</source>
            <translation>添加文件夹…</translation>
        </message>
        <message>
            <source>Names to pass over</source>
            <translation>要跳过的名称</translation>
        </message>
        <message>
            <source>One a line, for files and folders; * stands for anything.</source>
            <translation>每行一个，适用于文件和文件夹；* 代表任意内容。</translation>
        </message>
        <message>
            <source>Back to the usual names</source>
            <translation>恢复默认名称</translation>
        </message>
    </context>
    <context>
        <name>GeneralPage</name>
        <message>
            <source>General</source>
            <translation>常规</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>语言</translation>
        </message>
        <message>
            <source>Appearance</source>
            <translation>外观</translation>
        </message>
        <message>
            <source>Show &amp;names under photos</source>
            <translation>在照片下方显示名称(&amp;N)</translation>
        </message>
        <message>
            <source>&amp;Tell me when a long reading has ended or needs a decision</source>
            <translation>长时间的读取结束或需要决定时通知我(&amp;T)</translation>
        </message>
        <message>
            <source>Another language is spoken from the next start on.</source>
            <translation>更改语言后，下次启动时生效。</translation>
        </message>
        <message>
            <source>Notices</source>
            <translation>通知</translation>
        </message>
        <message>
            <source>With a sign in the system’s tray, from where Findling can be paused.</source>
            <translation>同时在系统托盘显示图标，可从那里暂停 Findling。</translation>
        </message>
        <message>
            <source>This system has no tray in which Findling could speak up.</source>
            <translation>本系统没有可供 Findling 显示通知的托盘。</translation>
        </message>
        <message>
            <source>Short-cut from everywhere</source>
            <translation>全局快捷键</translation>
        </message>
        <message>
            <source>Give “findling” a key in the system’s own keyboard settings: a second start brings this window to the front.</source>
            <translation>请在系统的键盘设置中为“findling”指定快捷键：再次启动会将此窗口带到最前面。</translation>
        </message>
    </context>
    <context>
        <name>GridCanvas</name>
        <message>
            <source>Results</source>
            <translation>结果</translation>
        </message>
    </context>
    <context>
        <name>HandDesk</name>
        <message>
            <source>The picture was copied</source>
            <translation>图片已复制</translation>
        </message>
        <message>
            <source>Looking for programs…</source>
            <translation>正在查找程序…</translation>
        </message>
        <message>
            <source>Other program…</source>
            <translation>其他程序…</translation>
        </message>
        <message>
            <source>Open with</source>
            <translation>打开方式</translation>
        </message>
        <message>
            <source>There is no picture of it yet.</source>
            <translation>它还没有图片。</translation>
        </message>
        <message>
            <source>Wait until it has been read.</source>
            <translation>请等到读取完成。</translation>
        </message>
    </context>
    <context>
        <name>Help</name>
        <message>
            <source>Among the pictures</source>
            <translation>在图片之间</translation>
        </message>
        <message>
            <source>Go to another</source>
            <translation>移到另一项</translation>
        </message>
        <message>
            <source>Choose several</source>
            <translation>选择多项</translation>
        </message>
        <message>
            <source>Shift + ← → ↑ ↓</source>
            <translation>Shift + ← → ↑ ↓</translation>
        </message>
        <message>
            <source>First, last</source>
            <translation>第一项、最后一项</translation>
        </message>
        <message>
            <source>Home, End</source>
            <translation>Home、End</translation>
        </message>
        <message>
            <source>Back to everything</source>
            <translation>返回全部内容</translation>
        </message>
        <message>
            <source>Esc</source>
            <translation>Esc</translation>
        </message>
        <message>
            <source>Menu</source>
            <translation>菜单</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
    </context>
    <context>
        <name>ItemDesk</name>
        <message>
            <source>No program for {name} was found.</source>
            <translation>没有找到能打开 {name} 的程序。</translation>
        </message>
    </context>
    <context>
        <name>KeyPane</name>
        <message>
            <source>API key</source>
            <translation>API 密钥</translation>
        </message>
        <message>
            <source>Paste a key</source>
            <translation>粘贴密钥</translation>
        </message>
        <message>
            <source>&amp;Test</source>
            <translation>测试(&amp;T)</translation>
        </message>
        <message>
            <source>&amp;Replace…</source>
            <translation>更换(&amp;R)…</translation>
        </message>
        <message>
            <source>&amp;Delete…</source>
            <translation>删除(&amp;D)…</translation>
        </message>
        <message>
            <source>&amp;Get a key</source>
            <translation>获取密钥(&amp;G)</translation>
        </message>
        <message>
            <source>It goes into the keychain of this system and is never shown again. No file of Findling’s holds it.</source>
            <translation>密钥保存在本系统的钥匙串中，不再显示。Findling 的任何文件都不包含它。</translation>
        </message>
        <message>
            <source>No file of Findling’s holds it.</source>
            <translation>Findling 的任何文件都不包含它。</translation>
        </message>
        <message>
            <source>It is set outside Findling; replace or remove it where it is set.</source>
            <translation>密钥在 Findling 之外设置；请在设置它的地方更换或移除。</translation>
        </message>
    </context>
    <context>
        <name>LimitsPane</name>
        <message>
            <source>Spend in a month at most</source>
            <translation>每月最多花费</translation>
        </message>
        <message>
            <source>no limit</source>
            <translation>无上限</translation>
        </message>
        <message>
            <source>Spend in one run at most</source>
            <translation>每次运行最多花费</translation>
        </message>
        <message>
            <source>what I agree to</source>
            <translation>以同意的金额为准</translation>
        </message>
        <message>
            <source>as fast as it goes</source>
            <translation>尽可能快</translation>
        </message>
        <message>
            <source>Pieces sent in a minute at most</source>
            <translation>每分钟最多发送片段数</translation>
        </message>
        <message>
            <source>Send &amp;new files without asking, up to the month’s limit</source>
            <translation>发送新文件时不再询问，直到每月上限(&amp;N)</translation>
        </message>
        <message>
            <source>Where it can wait: half the &amp;price, answered within a day</source>
            <translation>可以等待时：半价，一天内得到结果(&amp;P)</translation>
        </message>
        <message>
            <source>Spent this month: {month}. In all: {total}.</source>
            <translation>本月已花费：{month}。总计：{total}。</translation>
        </message>
    </context>
    <context>
        <name>LookBar</name>
        <message>
            <source>Item before</source>
            <translation>上一项</translation>
        </message>
        <message>
            <source>Next item</source>
            <translation>下一项</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>打开</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>保存</translation>
        </message>
        <message>
            <source>Full screen</source>
            <translation>全屏</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>{place} of {count}</source>
            <translation>{place} / {count}</translation>
        </message>
        <message>
            <source>Leave full screen</source>
            <translation>退出全屏</translation>
        </message>
    </context>
    <context>
        <name>MainWindow</name>
        <message>
            <source>Side bar</source>
            <translation>侧边栏</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>详细信息</translation>
        </message>
    </context>
    <context>
        <name>Menu</name>
        <message>
            <source>Keep on this computer only</source>
            <translation>仅保留在这台电脑上</translation>
        </message>
        <message>
            <source>Remove from Findling…</source>
            <translation>从 Findling 中移除…</translation>
        </message>
        <message>
            <source>Remove folder</source>
            <translation>移除文件夹</translation>
        </message>
        <message>
            <source>Stop looking through “{name}”?</source>
            <translation>不再查看“{name}”？</translation>
        </message>
        <message>
            <source>Your files stay where they are, unchanged. They are no longer found here.</source>
            <translation>文件原地保留，不作任何更改，但在这里不再能找到。</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>移除</translation>
        </message>
        <message>
            <source>Let Google read what is in “{name}”?</source>
            <translation>允许 Google 读取“{name}”中的内容？</translation>
        </message>
        <message>
            <source>So far nothing in it leaves this computer. From then on small copies are sent like those of other folders.</source>
            <translation>到目前为止，其中的内容没有离开过这台电脑。此后会像其他文件夹一样发送缩小的副本。</translation>
        </message>
        <message>
            <source>Let Google read it</source>
            <translation>允许 Google 读取</translation>
        </message>
        <message>
            <source>Delete key</source>
            <translation>删除密钥</translation>
        </message>
        <message>
            <source>Delete the key from the system’s keychain?</source>
            <translation>从系统钥匙串中删除密钥？</translation>
        </message>
        <message>
            <source>Without it nothing more can be sent. It stays valid at Google.</source>
            <translation>没有它就无法再发送。它在 Google 仍然有效。</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>删除</translation>
        </message>
        <message>
            <source>Add folder</source>
            <translation>添加文件夹</translation>
        </message>
    </context>
    <context>
        <name>MenuButton</name>
        <message>
            <source>Menu</source>
            <translation>菜单</translation>
        </message>
    </context>
    <context>
        <name>Notices</name>
        <message>
            <source>1 file was looked at.</source>
            <translation>已查看 1 个文件。</translation>
        </message>
        <message>
            <source>{count} files were looked at.</source>
            <translation>已查看 {count} 个文件。</translation>
        </message>
    </context>
    <context>
        <name>NoticesController</name>
        <message>
            <source>Everything is read</source>
            <translation>全部读取完毕</translation>
        </message>
        <message>
            <source>A decision is needed</source>
            <translation>需要作出决定</translation>
        </message>
    </context>
    <context>
        <name>Opening</name>
        <message>
            <source>{name} is not there at the moment.</source>
            <translation>{name} 目前不在原处。</translation>
        </message>
        <message>
            <source>Connect the drive it is on, or wait for the next look.</source>
            <translation>请连接它所在的磁盘，或等待下一次查看。</translation>
        </message>
        <message>
            <source>{name} could run as a program, so Findling does not open it.</source>
            <translation>{name} 可能会作为程序运行，因此 Findling 不打开它。</translation>
        </message>
        <message>
            <source>Use “Show in folder” and look at it there.</source>
            <translation>请使用“在文件夹中显示”，到那里查看。</translation>
        </message>
        <message>
            <source>{name} could not be started.</source>
            <translation>无法启动 {name}。</translation>
        </message>
        <message>
            <source>Only folders can be added here.</source>
            <translation>这里只能添加文件夹。</translation>
        </message>
        <message>
            <source>Drop the folder that the files lie in.</source>
            <translation>请拖放文件所在的文件夹。</translation>
        </message>
    </context>
    <context>
        <name>PageList</name>
        <message>
            <source>Pages</source>
            <translation>页面</translation>
        </message>
        <message>
            <source>Page {page}</source>
            <translation>第 {page} 页</translation>
        </message>
    </context>
    <context>
        <name>Preview</name>
        <message>
            <source>Look closer (Space)</source>
            <translation>仔细查看 (空格)</translation>
        </message>
        <message>
            <source>Play here</source>
            <translation>在这里播放</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>暂停</translation>
        </message>
    </context>
    <context>
        <name>Price</name>
        <message>
            <source>${amount}</source>
            <translation>${amount}</translation>
        </message>
        <message>
            <source>under $0.01</source>
            <translation>不到 $0.01</translation>
        </message>
        <message>
            <source>about {price}</source>
            <translation>约 {price}</translation>
        </message>
        <message>
            <source>cost {price}</source>
            <translation>花费 {price}</translation>
        </message>
        <message>
            <source>{price} so far</source>
            <translation>目前 {price}</translation>
        </message>
        <message>
            <source>1 new file waits to be sent</source>
            <translation>1 个新文件等待发送</translation>
        </message>
        <message>
            <source>{count} new files wait to be sent</source>
            <translation>{count} 个新文件等待发送</translation>
        </message>
        <message>
            <source>{files}, {price}</source>
            <translation>{files}，{price}</translation>
        </message>
        <message>
            <source>Saved {price} by recognising copies and moves.</source>
            <translation>识别出副本和移动过的文件，节省了 {price}。</translation>
        </message>
        <message>
            <source>less than a minute</source>
            <translation>不到一分钟</translation>
        </message>
        <message>
            <source>about 1 minute</source>
            <translation>约 1 分钟</translation>
        </message>
        <message>
            <source>about {count} minutes</source>
            <translation>约 {count} 分钟</translation>
        </message>
        <message>
            <source>about {count} hours</source>
            <translation>约 {count} 小时</translation>
        </message>
    </context>
    <context>
        <name>ReadingPage</name>
        <message>
            <source>Reading</source>
            <translation>读取</translation>
        </message>
        <message>
            <source>Back to the pictures</source>
            <translation>返回图片</translation>
        </message>
        <message>
            <source>Back to the pictures (Esc)</source>
            <translation>返回图片 (Esc)</translation>
        </message>
        <message>
            <source>Speed</source>
            <translation>速度</translation>
        </message>
        <message>
            <source>Quiet for now: this computer runs on its battery.</source>
            <translation>暂时保持安静：这台电脑正在使用电池。</translation>
        </message>
        <message>
            <source>Review…</source>
            <translation>查看…</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>重试</translation>
        </message>
        <message>
            <source>Spent this month: {month}. In all: {total}.</source>
            <translation>本月花费：{month}。总计：{total}。</translation>
        </message>
        <message>
            <source>What is read</source>
            <translation>读取情况</translation>
        </message>
        <message>
            <source>Money</source>
            <translation>费用</translation>
        </message>
        <message>
            <source>Resume</source>
            <translation>继续</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>暂停</translation>
        </message>
        <message>
            <source>Now: {place} › {name}</source>
            <translation>现在：{place} › {name}</translation>
        </message>
        <message>
            <source>1 file a minute</source>
            <translation>每分钟 1 个文件</translation>
        </message>
        <message>
            <source>{count} files a minute</source>
            <translation>每分钟 {count} 个文件</translation>
        </message>
    </context>
    <context>
        <name>RenameLine</name>
        <message>
            <source>New name</source>
            <translation>新名称</translation>
        </message>
    </context>
    <context>
        <name>Results</name>
        <message>
            <source>{count} strong</source>
            <translation>{count} 项匹配度高</translation>
        </message>
        <message>
            <source>Best matches</source>
            <translation>最佳匹配</translation>
        </message>
        <message>
            <source>Weaker matches</source>
            <translation>匹配度较低</translation>
        </message>
    </context>
    <context>
        <name>Save</name>
        <message>
            <source>Save part as new file…</source>
            <translation>将片段另存为新文件…</translation>
        </message>
        <message>
            <source>Save this page as PDF…</source>
            <translation>将此页另存为 PDF…</translation>
        </message>
        <message>
            <source>Save this frame as picture…</source>
            <translation>将此画面另存为图片…</translation>
        </message>
        <message>
            <source>Save as PNG or JPEG…</source>
            <translation>另存为 PNG 或 JPEG…</translation>
        </message>
        <message>
            <source>page {page}</source>
            <translation>第 {page} 页</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>所有文件 (*)</translation>
        </message>
    </context>
    <context>
        <name>Scrubber</name>
        <message>
            <source>Time</source>
            <translation>时间</translation>
        </message>
    </context>
    <context>
        <name>SearchBox</name>
        <message>
            <source>Search</source>
            <translation>搜索</translation>
        </message>
        <message>
            <source>Clear the search</source>
            <translation>清空搜索</translation>
        </message>
        <message>
            <source>Clear (Esc)</source>
            <translation>清空 (Esc)</translation>
        </message>
        <message>
            <source>Add words</source>
            <translation>添加文字</translation>
        </message>
        <message>
            <source>Type, drop or paste anything</source>
            <translation>输入文字，或拖放、粘贴任何内容</translation>
        </message>
    </context>
    <context>
        <name>SendingDesk</name>
        <message>
            <source>Nothing waits to be sent.</source>
            <translation>没有等待发送的内容。</translation>
        </message>
    </context>
    <context>
        <name>Settings</name>
        <message>
            <source>As the system</source>
            <translation>跟随系统</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>浅色</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>深色</translation>
        </message>
        <message>
            <source>Quiet</source>
            <translation>安静</translation>
        </message>
        <message>
            <source>Normal</source>
            <translation>正常</translation>
        </message>
        <message>
            <source>Full speed</source>
            <translation>全速</translation>
        </message>
        <message>
            <source>One file at a time, behind everything else you do. Slow, and not heard.</source>
            <translation>每次一个文件，让其他工作优先。速度慢，但没有声响。</translation>
        </message>
        <message>
            <source>A few files at a time, making room for whatever else you do.</source>
            <translation>每次几个文件，为其他工作留出余地。</translation>
        </message>
        <message>
            <source>As fast as this computer can. Other programs may feel it.</source>
            <translation>尽这台电脑所能。其他程序可能会受影响。</translation>
        </message>
    </context>
    <context>
        <name>SettingsDialog</name>
        <message>
            <source>Settings</source>
            <translation>设置</translation>
        </message>
        <message>
            <source>Pages</source>
            <translation>页面</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
    </context>
    <context>
        <name>ShapeBar</name>
        <message>
            <source>All in squares</source>
            <translation>全部显示为方格</translation>
        </message>
        <message>
            <source>Size of the pictures</source>
            <translation>图片大小</translation>
        </message>
    </context>
    <context>
        <name>ShortCutsDialog</name>
        <message>
            <source>Keyboard short-cuts</source>
            <translation>键盘快捷键</translation>
        </message>
    </context>
    <context>
        <name>SideBar</name>
        <message>
            <source>Folders</source>
            <translation>文件夹</translation>
        </message>
        <message>
            <source>Add folder…</source>
            <translation>添加文件夹…</translation>
        </message>
        <message>
            <source>Settings…</source>
            <translation>设置…</translation>
        </message>
        <message>
            <source>Add a folder ({key}), or drop one here</source>
            <translation>添加文件夹 ({key})，或拖放到这里</translation>
        </message>
        <message>
            <source>Settings ({key})</source>
            <translation>设置 ({key})</translation>
        </message>
        <message>
            <source>Library</source>
            <translation>资料库</translation>
        </message>
        <message>
            <source>All</source>
            <translation>全部</translation>
        </message>
        <message>
            <source>Recent</source>
            <translation>最近</translation>
        </message>
        <message>
            <source>Reading</source>
            <translation>读取</translation>
        </message>
        <message>
            <source>1 file</source>
            <translation>1 个文件</translation>
        </message>
        <message>
            <source>{count} files</source>
            <translation>{count} 个文件</translation>
        </message>
        <message>
            <source>stays on this computer</source>
            <translation>保留在这台电脑上</translation>
        </message>
    </context>
    <context>
        <name>StatusLine</name>
        <message>
            <source>Progress</source>
            <translation>进度</translation>
        </message>
        <message>
            <source>All about reading</source>
            <translation>读取详情</translation>
        </message>
        <message>
            <source>Opening the library</source>
            <translation>正在打开资料库</translation>
        </message>
        <message>
            <source>How files are understood</source>
            <translation>如何理解文件</translation>
        </message>
        <message>
            <source>Resume</source>
            <translation>继续</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>暂停</translation>
        </message>
        <message>
            <source>Review…</source>
            <translation>查看…</translation>
        </message>
        <message>
            <source>Change…</source>
            <translation>更改…</translation>
        </message>
        <message>
            <source>Try now</source>
            <translation>立即重试</translation>
        </message>
    </context>
    <context>
        <name>Strip</name>
        <message>
            <source>Show in folder</source>
            <translation>在文件夹中显示</translation>
        </message>
        <message>
            <source>Close this message</source>
            <translation>关闭此消息</translation>
        </message>
        <message>
            <source>Saved as {name}</source>
            <translation>已保存为 {name}</translation>
        </message>
    </context>
    <context>
        <name>Told</name>
        <message>
            <source>The library cannot be made at {root}: {strerror}.</source>
            <translation>无法在 {root} 建立资料库：{strerror}。</translation>
        </message>
        <message>
            <source>Choose another place with --library DIR or FINDLING_LIBRARY.</source>
            <translation>请用 --library 目录 或 FINDLING_LIBRARY 选择其他位置。</translation>
        </message>
        <message>
            <source>The settings in {path} cannot be used: {what} is not as it should be.</source>
            <translation>{path} 中的设置无法使用：{what} 不正确。</translation>
        </message>
        <message>
            <source>Correct the file, or go back to the defaults: findling doctor --repair</source>
            <translation>请更正该文件，或恢复默认设置：findling doctor --repair</translation>
        </message>
        <message>
            <source>The settings in {path} cannot be read.</source>
            <translation>无法读取 {path} 中的设置。</translation>
        </message>
        <message>
            <source>There is no folder at {path}.</source>
            <translation>{path} 处没有文件夹。</translation>
        </message>
        <message>
            <source>Check the spelling, or connect the drive it is on.</source>
            <translation>请检查拼写，或连接它所在的磁盘。</translation>
        </message>
        <message>
            <source>{path} is kept on this computer only, but the folder around it, {path2}, is not: without the mark its files would be sent.</source>
            <translation>{path} 仅保留在这台电脑上，但其上级文件夹 {path2} 不是：去掉标记后，其中的文件会被发送。</translation>
        </message>
        <message>
            <source>Take the mark off first if that is what you want.</source>
            <translation>如果确实需要，请先去掉标记。</translation>
        </message>
        <message>
            <source>{path} is not a watched folder.</source>
            <translation>{path} 不是受关注的文件夹。</translation>
        </message>
        <message>
            <source>See the watched ones with: findling folders list.</source>
            <translation>查看受关注的文件夹：findling folders list。</translation>
        </message>
        <message>
            <source>What was agreed to is spent.</source>
            <translation>同意的金额已用完。</translation>
        </message>
        <message>
            <source>Look at the new estimate and agree to it, or leave the rest unread.</source>
            <translation>请查看新的估价并同意，或不读取其余文件。</translation>
        </message>
        <message>
            <source>This month's limit of ${month_cap} is reached.</source>
            <translation>已达到本月 ${month_cap} 的上限。</translation>
        </message>
        <message>
            <source>Raise it in the settings, or wait for the next month. What was read stays findable.</source>
            <translation>请在设置中提高上限，或等到下个月。已读取的内容仍可找到。</translation>
        </message>
        <message>
            <source>The limit of ${run_cap} for one run is reached.</source>
            <translation>已达到单次运行 ${run_cap} 的上限。</translation>
        </message>
        <message>
            <source>Raise it in the settings, or start another run.</source>
            <translation>请在设置中提高上限，或再运行一次。</translation>
        </message>
        <message>
            <source>The library cannot be written: {strerror}.</source>
            <translation>无法写入资料库：{strerror}。</translation>
        </message>
        <message>
            <source>“{name}” stays on this computer, because its folder is kept on this computer only: it is compared only with what was understood here.</source>
            <translation>“{name}”保留在这台电脑上，因为它的文件夹仅保留在这台电脑上：它只与在这里理解的内容比较。</translation>
        </message>
        <message>
            <source>Findling is closing</source>
            <translation>Findling 正在关闭</translation>
        </message>
        <message>
            <source>Ask again.</source>
            <translation>请再试一次。</translation>
        </message>
        <message>
            <source>Give a photo, clip, recording or PDF.</source>
            <translation>请提供照片、视频、录音或 PDF。</translation>
        </message>
        <message>
            <source>it is no kind of media that Findling knows</source>
            <translation>Findling 不认识这类文件</translation>
        </message>
        <message>
            <source>there is no such file</source>
            <translation>没有这个文件</translation>
        </message>
        <message>
            <source>Check the name.</source>
            <translation>请检查名称。</translation>
        </message>
        <message>
            <source>nothing in it can be compared</source>
            <translation>其中没有可比较的内容</translation>
        </message>
        <message>
            <source>Try another file.</source>
            <translation>请尝试其他文件。</translation>
        </message>
        <message>
            <source>{path} cannot be used as an example: {reason}.</source>
            <translation>{path} 无法用作示例：{reason}。</translation>
        </message>
        <message>
            <source>What was given as an example is not in the library any more.</source>
            <translation>用作示例的内容已不在资料库中。</translation>
        </message>
        <message>
            <source>Take it out of the question.</source>
            <translation>请将它从搜索中移除。</translation>
        </message>
        <message>
            <source>A reader answered with something that makes no sense.</source>
            <translation>读取时得到了无法理解的结果。</translation>
        </message>
        <message>
            <source>Try the file again; if it happens again, leave it out of the library.</source>
            <translation>请重试该文件；如再次发生，请不要将它放入资料库。</translation>
        </message>
        <message>
            <source>it would become larger than what it is taken from</source>
            <translation>它会比原文件更大</translation>
        </message>
        <message>
            <source>Nothing can be sent to “{provider}”.</source>
            <translation>无法发送给“{provider}”。</translation>
        </message>
        <message>
            <source>Choose another provider in the settings.</source>
            <translation>请在设置中选择其他服务。</translation>
        </message>
        <message>
            <source>it is neither picture, sound nor document</source>
            <translation>它既不是图片，也不是声音或文档</translation>
        </message>
        <message>
            <source>The disk that holds the library at {where} is full.</source>
            <translation>存放资料库的磁盘（{where}）已满。</translation>
        </message>
        <message>
            <source>Free some space; the work then goes on where it stopped.</source>
            <translation>请腾出一些空间，之后会从中断处继续。</translation>
        </message>
        <message>
            <source>The library file {path} is damaged.</source>
            <translation>资料库文件 {path} 已损坏。</translation>
        </message>
        <message>
            <source>Put a backup in its place, or move it away: your files are untouched, and the library is built anew from them.</source>
            <translation>请用备份替换它，或将它移走：原文件没有受影响，资料库会据此重建。</translation>
        </message>
        <message>
            <source>Another program keeps the library at {where} locked.</source>
            <translation>另一个程序锁定了 {where} 的资料库。</translation>
        </message>
        <message>
            <source>Wait a moment and try again, or end the other program.</source>
            <translation>请稍候再试，或结束那个程序。</translation>
        </message>
        <message>
            <source>Nothing can be written to the library at {where}.</source>
            <translation>无法写入 {where} 的资料库。</translation>
        </message>
        <message>
            <source>Check that the folder belongs to you and is not read-only.</source>
            <translation>请检查该文件夹是否属于当前用户且不是只读。</translation>
        </message>
        <message>
            <source>The library file {path} cannot be read or written ({error}).</source>
            <translation>无法读写资料库文件 {path}（{error}）。</translation>
        </message>
        <message>
            <source>Check that its disk is connected and healthy.</source>
            <translation>请检查磁盘是否已连接且状态良好。</translation>
        </message>
        <message>
            <source>The question was given up for a newer one.</source>
            <translation>已放弃此次搜索，改为较新的一次。</translation>
        </message>
        <message>
            <source>This library is already being brought up to date by {by}.</source>
            <translation>{by} 正在更新此资料库。</translation>
        </message>
        <message>
            <source>Use the window that is open, or end that program and try again.</source>
            <translation>请使用已打开的窗口，或结束那个程序后再试。</translation>
        </message>
        <message>
            <source>Nothing can be written to the library at {parent}: {strerror}.</source>
            <translation>无法写入 {parent} 的资料库：{strerror}。</translation>
        </message>
        <message>
            <source>Check that the folder exists and belongs to you, or choose another with --library.</source>
            <translation>请检查该文件夹是否存在且属于当前用户，或用 --library 选择其他文件夹。</translation>
        </message>
        <message>
            <source>There is no library at {root} yet.</source>
            <translation>{root} 处还没有资料库。</translation>
        </message>
        <message>
            <source>Add a folder first: findling folders add PATH.</source>
            <translation>请先添加文件夹：findling folders add 路径。</translation>
        </message>
        <message>
            <source>The library at {root} was made by an older Findling.</source>
            <translation>{root} 的资料库由较旧版本的 Findling 建立。</translation>
        </message>
        <message>
            <source>Run `findling index` once: it keeps a copy and brings it up to date.</source>
            <translation>请运行一次“findling index”：它会保留副本并更新资料库。</translation>
        </message>
        <message>
            <source>{path} is not a Findling library.</source>
            <translation>{path} 不是 Findling 资料库。</translation>
        </message>
        <message>
            <source>The library at {parent} was made by a newer Findling.</source>
            <translation>{parent} 的资料库由较新版本的 Findling 建立。</translation>
        </message>
        <message>
            <source>Update Findling, or choose another library with --library DIR.</source>
            <translation>请更新 Findling，或用 --library 目录 选择其他资料库。</translation>
        </message>
        <message>
            <source>The search index cannot be written to {directory}: {strerror}.</source>
            <translation>无法将搜索数据写入 {directory}：{strerror}。</translation>
        </message>
        <message>
            <source>Free some space there. Until then search still works, but starts slower.</source>
            <translation>请在那里腾出空间。在那之前搜索仍可用，但启动较慢。</translation>
        </message>
        <message>
            <source>the batch came back without a name</source>
            <translation>批处理返回时没有名称</translation>
        </message>
        <message>
            <source>Google gave no usable answer for it.</source>
            <translation>Google 没有给出可用的结果。</translation>
        </message>
        <message>
            <source>Try it again later.</source>
            <translation>请稍后再试。</translation>
        </message>
        <message>
            <source>Google refused it: {words}</source>
            <translation>Google 拒绝了它：{words}</translation>
        </message>
        <message>
            <source>Findling sends it again if the file changes. Names, dates and texts of it are found all the same.</source>
            <translation>文件更改后 Findling 会重新发送。其名称、日期和文字仍可找到。</translation>
        </message>
        <message>
            <source>There is a key in the environment variable {variable}.</source>
            <translation>环境变量 {variable} 中有密钥。</translation>
        </message>
        <message>
            <source>There is a key in the keychain of this system.</source>
            <translation>本系统的钥匙串中有密钥。</translation>
        </message>
        <message>
            <source>The keychain of this system did not open, so the API key cannot be read or kept.</source>
            <translation>本系统的钥匙串未能打开，因此无法读取或保存 API 密钥。</translation>
        </message>
        <message>
            <source>Unlock it and try again, or set the environment variable GEMINI_API_KEY instead.</source>
            <translation>请解锁后再试，或改为设置环境变量 GEMINI_API_KEY。</translation>
        </message>
        <message>
            <source>This system has no keychain that Findling can use.</source>
            <translation>本系统没有 Findling 可用的钥匙串。</translation>
        </message>
        <message>
            <source>Set the environment variable GEMINI_API_KEY instead: no file of Findling’s ever holds the key.</source>
            <translation>请改为设置环境变量 GEMINI_API_KEY：Findling 的任何文件都不会包含密钥。</translation>
        </message>
        <message>
            <source>This does not look like an API key: it has other characters or another length than one.</source>
            <translation>这看起来不是 API 密钥：字符或长度不符。</translation>
        </message>
        <message>
            <source>Copy the key again, whole and nothing else, from https://aistudio.google.com/apikey.</source>
            <translation>请从 https://aistudio.google.com/apikey 重新完整复制密钥，不要带其他内容。</translation>
        </message>
        <message>
            <source>A part of the built-in model cannot be read: {name}.</source>
            <translation>内置模型的一部分无法读取：{name}。</translation>
        </message>
        <message>
            <source>Install Findling again.</source>
            <translation>请重新安装 Findling。</translation>
        </message>
        <message>
            <source>Nothing leaves this computer.</source>
            <translation>数据不会离开这台电脑。</translation>
        </message>
        <message>
            <source>It recognises about a thousand kinds of thing in pictures: animals, plants, food, vehicles, tools, furniture. It does not know faces, names or places, cannot read text in pictures or understand spoken words, and compares sounds only by how alike they sound. Questions work in 16 languages.</source>
            <translation>能在图片中认出约一千种事物：动物、植物、食物、车辆、工具、家具。它不认识面孔、人名或地点，不能读取图片中的文字，也听不懂话语，声音只按听起来的相似程度比较。可用 16 种语言搜索。</translation>
        </message>
        <message>
            <source>It needs a network connection, also to search by meaning. Clips are looked at about once a second, in small pictures. Google's free tier takes about {free_contents_a_minute} pieces a minute and {free_contents_a_day} a day, and is not offered everywhere.</source>
            <translation>需要网络连接，按含义搜索时也是如此。视频大约每秒查看一次，使用小图。Google 的免费方案每分钟约接收 {free_contents_a_minute} 个片段，每天 {free_contents_a_day} 个，且并非所有地区都提供。</translation>
        </message>
        <message>
            <source>Small copies of photos, short clips in small pictures with their sound, recordings, pages as pictures with their text, and what you search for, typed or shown. Never sent: your original files, their names, places and dates, and folders that are kept on this computer only.</source>
            <translation>照片的缩小副本、带声音的小图短视频片段、录音、带文字的页面图片，以及搜索的内容，无论是输入的还是展示的。绝不发送：原始文件，其名称、地点和日期，以及仅保留在这台电脑上的文件夹。</translation>
        </message>
        <message>
            <source>Google, through the Gemini API.</source>
            <translation>Google，通过 Gemini API。</translation>
        </message>
        <message>
            <source>By Google's terms for the Gemini API, what is sent on the free tier may be used to improve Google's products, and people may read it; what is sent with billing set up is not used for that.</source>
            <translation>根据 Google 的 Gemini API 条款，免费方案发送的内容可能用于改进 Google 的产品，并可能由人工查看；设置结算后发送的内容不会用于此目的。</translation>
        </message>
        <message>
            <source>It needs a project of your own on Google Cloud with billing, an account that is signed in on this computer, and a network connection, also to search by meaning. There are no batches at half the price.</source>
            <translation>需要自己的、已设置结算的 Google Cloud 项目，在这台电脑上登录的帐号，以及网络连接，按含义搜索时也是如此。没有半价的批处理。</translation>
        </message>
        <message>
            <source>Small copies of photos, short clips in small pictures with their sound, recordings, single pages of documents, and what you search for, typed or shown. Never sent: your original files, their names, places and dates, and folders that are kept on this computer only.</source>
            <translation>照片的缩小副本、带声音的小图短视频片段、录音、文档的单个页面，以及搜索的内容，无论是输入的还是展示的。绝不发送：原始文件，其名称、地点和日期，以及仅保留在这台电脑上的文件夹。</translation>
        </message>
        <message>
            <source>Google, through your own project on Google Cloud.</source>
            <translation>Google，通过自己的 Google Cloud 项目。</translation>
        </message>
        <message>
            <source>By Google Cloud's terms, what is sent is not used to improve Google's products.</source>
            <translation>根据 Google Cloud 条款，发送的内容不会用于改进 Google 的产品。</translation>
        </message>
        <message>
            <source>There is no provider called “{name}”.</source>
            <translation>没有名为“{name}”的服务。</translation>
        </message>
        <message>
            <source>Choose one of these: {known}.</source>
            <translation>请从以下选择：{known}。</translation>
        </message>
        <message>
            <source>Google gave no usable answer to the question.</source>
            <translation>Google 没有对此次搜索给出可用的结果。</translation>
        </message>
        <message>
            <source>Google refused the question: {words}</source>
            <translation>Google 拒绝了此次搜索：{words}</translation>
        </message>
        <message>
            <source>Ask in other words, or with another picture or recording.</source>
            <translation>请换些词，或换一张图片或一段录音。</translation>
        </message>
        <message>
            <source>of this account</source>
            <translation>（此帐号）</translation>
        </message>
        <message>
            <source> in {project}, or not at this location</source>
            <translation>（在 {project} 中，或在此位置）</translation>
        </message>
        <message>
            <source>today</source>
            <translation>今天</translation>
        </message>
        <message>
            <source>tomorrow</source>
            <translation>明天</translation>
        </message>
        <message>
            <source>the free tier of Google's service allows</source>
            <translation>Google 免费方案</translation>
        </message>
        <message>
            <source>Google allows this project</source>
            <translation>Google 对此项目</translation>
        </message>
        <message>
            <source>There is no Google API key yet.</source>
            <translation>还没有 Google API 密钥。</translation>
        </message>
        <message>
            <source>Make one at {key_url} and enter it in the settings, with `findling provider use gemini`, or as the environment variable GEMINI_API_KEY.</source>
            <translation>请在 {key_url} 创建一个，并在设置中输入，或用“findling provider use gemini”，或设为环境变量 GEMINI_API_KEY。</translation>
        </message>
        <message>
            <source>Google does not accept this API key.</source>
            <translation>Google 不接受此 API 密钥。</translation>
        </message>
        <message>
            <source>Copy it again from {key_url}, or make a new one there, and enter it in the settings.</source>
            <translation>请从 {key_url} 重新复制，或在那里新建一个，并在设置中输入。</translation>
        </message>
        <message>
            <source>Nobody is signed in to Google Cloud on this computer.</source>
            <translation>这台电脑上没有登录 Google Cloud。</translation>
        </message>
        <message>
            <source>Run `gcloud auth application-default login`, or set GOOGLE_APPLICATION_CREDENTIALS to a key file.</source>
            <translation>请运行“gcloud auth application-default login”，或将 GOOGLE_APPLICATION_CREDENTIALS 设为密钥文件。</translation>
        </message>
        <message>
            <source>It is not said which Google Cloud project pays.</source>
            <translation>没有指明由哪个 Google Cloud 项目付费。</translation>
        </message>
        <message>
            <source>Enter the project in the settings, or set the environment variable GOOGLE_CLOUD_PROJECT.</source>
            <translation>请在设置中输入项目，或设置环境变量 GOOGLE_CLOUD_PROJECT。</translation>
        </message>
        <message>
            <source>The Gemini API is not switched on in the Google project of this key.</source>
            <translation>此密钥所属的 Google 项目没有启用 Gemini API。</translation>
        </message>
        <message>
            <source>Switch on “Generative Language API” for it at https://console.cloud.google.com/apis/library, or make another key at {key_url}.</source>
            <translation>请在 https://console.cloud.google.com/apis/library 为它启用“Generative Language API”，或在 {key_url} 另建密钥。</translation>
        </message>
        <message>
            <source>This API key may not be used for that.</source>
            <translation>此 API 密钥不能用于此目的。</translation>
        </message>
        <message>
            <source>Look at the key's restrictions at {key_url}, or make another key there.</source>
            <translation>请在 {key_url} 查看密钥的限制，或在那里另建密钥。</translation>
        </message>
        <message>
            <source>Google wants this paid, and the project has no bill that is in order.</source>
            <translation>Google 对此收费，而该项目没有有效的结算。</translation>
        </message>
        <message>
            <source>Look at the project's billing at https://console.cloud.google.com/billing, then try again.</source>
            <translation>请在 https://console.cloud.google.com/billing 查看项目的结算，然后重试。</translation>
        </message>
        <message>
            <source>Google does not offer the free tier of this service where you are.</source>
            <translation>Google 在当前地区不提供此服务的免费方案。</translation>
        </message>
        <message>
            <source>Set up billing for the key's project at https://console.cloud.google.com/billing, or use another way to understand files.</source>
            <translation>请在 https://console.cloud.google.com/billing 为密钥所属的项目设置结算，或改用其他方式理解文件。</translation>
        </message>
        <message>
            <source>Google no longer has the model “{model}”{place}.</source>
            <translation>Google 不再提供模型“{model}”{place}。</translation>
        </message>
        <message>
            <source>Findling keeps what it has, and names and texts go on answering. Choose another model in the settings.</source>
            <translation>Findling 会保留已有的结果，名称和文字仍可搜索。请在设置中选择其他模型。</translation>
        </message>
        <message>
            <source>What answers at {host} is not Google's service.</source>
            <translation>在 {host} 应答的不是 Google 的服务。</translation>
        </message>
        <message>
            <source>the address that is set</source>
            <translation>所设的地址</translation>
        </message>
        <message>
            <source>Look at the address in the settings and at what stands between this computer and the internet (a proxy, a sign-in page).</source>
            <translation>请检查设置中的地址，以及这台电脑与互联网之间的环节（代理、登录页面）。</translation>
        </message>
        <message>
            <source>Google does not take what Findling sends: {said}</source>
            <translation>Google 不接受 Findling 发送的内容：{said}</translation>
        </message>
        <message>
            <source>Look at the model, the version and the address in the settings; a newer Findling may help.</source>
            <translation>请检查设置中的模型、版本和地址；更新 Findling 也许有帮助。</translation>
        </message>
        <message>
            <source>What {whose} in a day is used up. Findling goes on {day} at {here}.</source>
            <translation>{whose}一天的额度已用完。Findling 将于{day} {here} 继续。</translation>
        </message>
        <message>
            <source>Nothing is lost and no file failed. With billing set up for the project, more is allowed a day.</source>
            <translation>没有丢失任何内容，也没有文件失败。为项目设置结算后，每天的额度更高。</translation>
        </message>
        <message>
            <source>Google takes no more for the moment.</source>
            <translation>Google 暂时不再接收。</translation>
        </message>
        <message>
            <source>Findling goes on by itself. A limit a minute can be set in the settings.</source>
            <translation>Findling 会自动继续。可在设置中设定每分钟的上限。</translation>
        </message>
        <message>
            <source>Google's service does not answer properly at present.</source>
            <translation>Google 的服务目前没有正常应答。</translation>
        </message>
        <message>
            <source>Findling tries again by itself.</source>
            <translation>Findling 会自动重试。</translation>
        </message>
        <message>
            <source>Google's service cannot be reached.</source>
            <translation>无法连接到 Google 的服务。</translation>
        </message>
        <message>
            <source>Look at the network connection; Findling goes on by itself when it is back.</source>
            <translation>请检查网络连接；恢复后 Findling 会自动继续。</translation>
        </message>
        <message>
            <source>Sending was stopped.</source>
            <translation>发送已停止。</translation>
        </message>
        <message>
            <source>What was not sent yet goes out the next time.</source>
            <translation>尚未发送的内容会在下次发送。</translation>
        </message>
        <message>
            <source>Google takes no batches from here{said}</source>
            <translation>Google 不接受从这里提交的批处理{said}</translation>
        </message>
        <message>
            <source>Everything is sent piece by piece, at the normal price.</source>
            <translation>全部逐个发送，按正常价格计费。</translation>
        </message>
        <message>
            <source>Too much waits in Google's batches already.</source>
            <translation>Google 的批处理中等待的内容已经太多。</translation>
        </message>
        <message>
            <source>Findling hands over more by itself when some are answered.</source>
            <translation>部分完成后，Findling 会自动提交更多。</translation>
        </message>
        <message>
            <source>Google Cloud does not accept the account of this computer.</source>
            <translation>Google Cloud 不接受这台电脑的帐号。</translation>
        </message>
        <message>
            <source>Sign in again with `gcloud auth application-default login`, then try again.</source>
            <translation>请用“gcloud auth application-default login”重新登录，然后重试。</translation>
        </message>
        <message>
            <source>Google's AI service is not switched on in the project {project}.</source>
            <translation>项目 {project} 没有启用 Google 的 AI 服务。</translation>
        </message>
        <message>
            <source>Switch on “Vertex AI API” for it at https://console.cloud.google.com/apis/library, wait a few minutes and try again.</source>
            <translation>请在 https://console.cloud.google.com/apis/library 为它启用“Vertex AI API”，等几分钟后重试。</translation>
        </message>
        <message>
            <source>This account may not use Google's AI service in the project {project}.</source>
            <translation>此帐号无权在项目 {project} 中使用 Google 的 AI 服务。</translation>
        </message>
        <message>
            <source>Ask whoever looks after the project for the role “Vertex AI User” (roles/aiplatform.user).</source>
            <translation>请向项目管理者申请角色“Vertex AI User”（roles/aiplatform.user）。</translation>
        </message>
        <message>
            <source>Google Cloud does not offer this at the chosen location.</source>
            <translation>Google Cloud 在所选位置不提供此服务。</translation>
        </message>
        <message>
            <source>Choose another location in the settings; “global” is offered to all.</source>
            <translation>请在设置中选择其他位置；“global”对所有人开放。</translation>
        </message>
        <message>
            <source>it answered with a web page</source>
            <translation>它返回了一个网页</translation>
        </message>
        <message>
            <source>it gave no reason</source>
            <translation>没有给出原因</translation>
        </message>
        <message>
            <source>its answer made no sense</source>
            <translation>应答没有意义</translation>
        </message>
        <message>
            <source>it could not be reached</source>
            <translation>无法连接</translation>
        </message>
        <message>
            <source>nobody is signed in</source>
            <translation>没有登录</translation>
        </message>
        <message>
            <source>signing in was refused</source>
            <translation>登录被拒绝</translation>
        </message>
        <message>
            <source>it did not answer in time</source>
            <translation>没有及时应答</translation>
        </message>
        <message>
            <source>the address is none</source>
            <translation>这不是有效地址</translation>
        </message>
        <message>
            <source>signing in failed</source>
            <translation>登录失败</translation>
        </message>
        <message>
            <source>no frame can be decoded</source>
            <translation>没有可读取的画面</translation>
        </message>
        <message>
            <source>{width} × {height} pixels large</source>
            <translation>{width} × {height} 像素</translation>
        </message>
        <message>
            <source>its encoding is not known</source>
            <translation>编码方式未知</translation>
        </message>
        <message>
            <source>the size of its pictures cannot be told</source>
            <translation>无法得知画面尺寸</translation>
        </message>
        <message>
            <source>a rare variant of its format</source>
            <translation>该格式的罕见变体</translation>
        </message>
        <message>
            <source>it cannot be decoded</source>
            <translation>无法解读</translation>
        </message>
        <message>
            <source>the list of its objects cannot be read</source>
            <translation>其内部目录无法读取</translation>
        </message>
        <message>
            <source>its protection is not known</source>
            <translation>保护方式未知</translation>
        </message>
        <message>
            <source>it has no such page</source>
            <translation>没有这一页</translation>
        </message>
        <message>
            <source>none of its pages can be read</source>
            <translation>没有一页可以读取</translation>
        </message>
        <message>
            <source>its pages cannot be read</source>
            <translation>页面无法读取</translation>
        </message>
        <message>
            <source>a part of it cannot be saved as a file of its own</source>
            <translation>其中的一部分无法单独保存为文件</translation>
        </message>
        <message>
            <source>there is nothing between these seconds</source>
            <translation>这几秒之间没有内容</translation>
        </message>
        <message>
            <source>The file is empty.</source>
            <translation>文件为空。</translation>
        </message>
        <message>
            <source>Copy it again from where it came from.</source>
            <translation>请从来源处重新复制。</translation>
        </message>
        <message>
            <source>The file is damaged: {what}.</source>
            <translation>文件已损坏：{what}。</translation>
        </message>
        <message>
            <source>Open it in its own program, or restore it from a backup.</source>
            <translation>请用相应的程序打开，或从备份恢复。</translation>
        </message>
        <message>
            <source>The part that is meant is not there: {what}.</source>
            <translation>所指的部分不存在：{what}。</translation>
        </message>
        <message>
            <source>Choose other seconds or another page.</source>
            <translation>请选择其他秒数或其他页。</translation>
        </message>
        <message>
            <source>The file ends too early.</source>
            <translation>文件不完整。</translation>
        </message>
        <message>
            <source>Copy it again; the copy may have been interrupted.</source>
            <translation>请重新复制；之前的复制可能中断了。</translation>
        </message>
        <message>
            <source>The name says {claimed}, but the content is {actual}.</source>
            <translation>名称表明是 {claimed}，但内容是 {actual}。</translation>
        </message>
        <message>
            <source>Give the file its right ending, or delete it if it was a failed download.</source>
            <translation>请改用正确的扩展名；如果是下载失败的文件，请删除。</translation>
        </message>
        <message>
            <source>The file says it is {what}, more than can be read safely.</source>
            <translation>文件声明为 {what}，超出了可安全读取的范围。</translation>
        </message>
        <message>
            <source>If it is genuine, save a smaller copy.</source>
            <translation>如果属实，请另存较小的副本。</translation>
        </message>
        <message>
            <source>There is no picture in the file.</source>
            <translation>文件中没有图片。</translation>
        </message>
        <message>
            <source>Open it in its own program and save it again.</source>
            <translation>请用相应的程序打开并重新保存。</translation>
        </message>
        <message>
            <source>There is neither picture nor sound in the file.</source>
            <translation>文件中既没有画面也没有声音。</translation>
        </message>
        <message>
            <source>The document has no pages.</source>
            <translation>文档没有页面。</translation>
        </message>
        <message>
            <source>The document is locked with a password.</source>
            <translation>文档有密码保护。</translation>
        </message>
        <message>
            <source>Save an unlocked copy; the original stays as it is.</source>
            <translation>请另存一个无密码的副本；原件保持不变。</translation>
        </message>
        <message>
            <source>This kind of file cannot be read yet: {what}.</source>
            <translation>暂时无法读取这类文件：{what}。</translation>
        </message>
        <message>
            <source>Save it as a common format, such as JPEG, MP4 or PDF.</source>
            <translation>请另存为常见格式，如 JPEG、MP4 或 PDF。</translation>
        </message>
        <message>
            <source>Findling is not allowed to read the file.</source>
            <translation>Findling 没有读取该文件的权限。</translation>
        </message>
        <message>
            <source>Change its permissions, then retry.</source>
            <translation>请更改权限后重试。</translation>
        </message>
        <message>
            <source>The disk could not deliver the file: {what}.</source>
            <translation>磁盘无法提供该文件：{what}。</translation>
        </message>
        <message>
            <source>Check the drive or the connection, then retry.</source>
            <translation>请检查磁盘或连接后重试。</translation>
        </message>
        <message>
            <source>Reading the file took too long.</source>
            <translation>读取文件的时间过长。</translation>
        </message>
        <message>
            <source>Open it in its own program; if it is fine there, retry.</source>
            <translation>请用相应的程序打开；如果正常，请重试。</translation>
        </message>
        <message>
            <source>The file made its reader crash.</source>
            <translation>读取该文件时程序崩溃。</translation>
        </message>
        <message>
            <source>Open it in its own program and save it again, then retry.</source>
            <translation>请用相应的程序打开并重新保存，然后重试。</translation>
        </message>
        <message>
            <source>Reading the file would need too much memory.</source>
            <translation>读取该文件需要的内存过多。</translation>
        </message>
        <message>
            <source>Save a smaller copy, or retry with other programs closed.</source>
            <translation>请另存较小的副本，或关闭其他程序后重试。</translation>
        </message>
        <message>
            <source>The new file could not be written: {what}.</source>
            <translation>无法写入新文件：{what}。</translation>
        </message>
        <message>
            <source>Check that the folder may be written to and that the disk has room.</source>
            <translation>请检查文件夹是否可写，以及磁盘是否有空间。</translation>
        </message>
        <message>
            <source>The file's path is too long to be opened.</source>
            <translation>文件的路径过长，无法打开。</translation>
        </message>
        <message>
            <source>Shorten the names of the folders above it.</source>
            <translation>请缩短其上级文件夹的名称。</translation>
        </message>
        <message>
            <source>its picture data is broken</source>
            <translation>图像数据已损坏</translation>
        </message>
        <message>
            <source>more than {max_pixels} megapixels</source>
            <translation>超过 {max_pixels} 百万像素</translation>
        </message>
        <message>
            <source>{length} MB long</source>
            <translation>{length} MB</translation>
        </message>
        <message>
            <source>{width} × {height} pixels</source>
            <translation>{width} × {height} 像素</translation>
        </message>
        <message>
            <source>its beginning makes no sense</source>
            <translation>文件开头没有意义</translation>
        </message>
        <message>
            <source>its structure is broken</source>
            <translation>结构已损坏</translation>
        </message>
        <message>
            <source>its page {page} cannot be read</source>
            <translation>第 {page} 页无法读取</translation>
        </message>
        <message>
            <source>its page {page} cannot be drawn</source>
            <translation>第 {page} 页无法显示</translation>
        </message>
        <message>
            <source>camera RAW of an unknown make</source>
            <translation>未知厂商的相机 RAW</translation>
        </message>
        <message>
            <source>its beginning is not that of any known format</source>
            <translation>文件开头不属于任何已知格式</translation>
        </message>
        <message>
            <source>it is not as long as that</source>
            <translation>它没有那么长</translation>
        </message>
        <message>
            <source>no sound can be decoded</source>
            <translation>没有可读取的声音</translation>
        </message>
        <message>
            <source>neither frame nor sound can be decoded</source>
            <translation>画面和声音都无法读取</translation>
        </message>
    </context>
    <context>
        <name>TrashDialog</name>
        <message>
            <source>Move to trash</source>
            <translation>移到回收站</translation>
        </message>
        <message>
            <source>&amp;Move to trash</source>
            <translation>移到回收站(&amp;M)</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
    </context>
    <context>
        <name>Tray</name>
        <message>
            <source>Pause</source>
            <translation>暂停</translation>
        </message>
        <message>
            <source>Open Findling</source>
            <translation>打开 Findling</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>退出</translation>
        </message>
        <message>
            <source>Resume</source>
            <translation>继续</translation>
        </message>
    </context>
    <context>
        <name>UnderstandingDialog</name>
        <message>
            <source>How files are understood</source>
            <translation>如何理解文件</translation>
        </message>
        <message>
            <source>OK</source>
            <translation>确定</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>What leaves this computer</source>
            <translation>哪些数据会离开这台电脑</translation>
        </message>
        <message>
            <source>API key</source>
            <translation>API 密钥</translation>
        </message>
        <message>
            <source>Google Cloud</source>
            <translation>Google Cloud</translation>
        </message>
        <message>
            <source>Limits</source>
            <translation>上限</translation>
        </message>
        <message>
            <source>Works: answered in {ms} ms</source>
            <translation>可用：{ms} 毫秒内应答</translation>
        </message>
        <message>
            <source>It goes to: {whom}</source>
            <translation>发送给：{whom}</translation>
        </message>
        <message>
            <source>What Google has read is kept: going back to it later costs nothing for what is unchanged.</source>
            <translation>Google 已读取的结果会保留：以后再切换回来，未改动的文件不再收费。</translation>
        </message>
        <message>
            <source>Before anything is sent you see what it costs. Until then, and until all is read, everything is found as it is now.</source>
            <translation>发送之前会先显示费用。在那之前，以及全部读取完之前，搜索与现在一样。</translation>
        </message>
        <message>
            <source>Asking Google …</source>
            <translation>正在询问 Google …</translation>
        </message>
    </context>
    <context>
        <name>UnderstandingPage</name>
        <message>
            <source>Understanding</source>
            <translation>理解</translation>
        </message>
        <message>
            <source>&amp;Change…</source>
            <translation>更改(&amp;C)…</translation>
        </message>
        <message>
            <source>Change how files are understood</source>
            <translation>更改理解文件的方式</translation>
        </message>
        <message>
            <source>What leaves this computer</source>
            <translation>哪些数据会离开这台电脑</translation>
        </message>
        <message>
            <source>Spent this month: {month}. In all: {total}.</source>
            <translation>本月花费：{month}。总计：{total}。</translation>
        </message>
    </context>
    <context>
        <name>WindowRun</name>
        <message>
            <source>Changing over</source>
            <translation>正在切换</translation>
        </message>
        <message>
            <source>Findling could not open its library.</source>
            <translation>Findling 无法打开资料库。</translation>
        </message>
        <message>
            <source>This is a mistake in the program; its log says more.</source>
            <translation>这是程序的错误；日志中有更多信息。</translation>
        </message>
    </context>
    <context>
        <name>Words</name>
        <message>
            <source>{message} {hint}</source>
            <translation>{message}{hint}</translation>
        </message>
        <message>
            <source>{seconds} s</source>
            <translation>{seconds} 秒</translation>
        </message>
        <message>
            <source>{minutes} min {seconds} s</source>
            <translation>{minutes} 分 {seconds} 秒</translation>
        </message>
        <message>
            <source>{hours} h {minutes} min</source>
            <translation>{hours} 小时 {minutes} 分</translation>
        </message>
        <message>
            <source>{day}, {time}</source>
            <translation>{day} {time}</translation>
        </message>
        <message>
            <source>d MMMM yyyy</source>
            <translation>yyyy年M月d日</translation>
        </message>
        <message>
            <source>MMMM yyyy</source>
            <translation>yyyy年M月</translation>
        </message>
        <message>
            <source>today</source>
            <translation>今天</translation>
        </message>
        <message>
            <source>yesterday</source>
            <translation>昨天</translation>
        </message>
        <message>
            <source>d MMMM</source>
            <translation>M月d日</translation>
        </message>
        <message>
            <source>less than a minute left</source>
            <translation>剩余不到一分钟</translation>
        </message>
        <message>
            <source>about 1 minute left</source>
            <translation>剩余约 1 分钟</translation>
        </message>
        <message>
            <source>about {count} minutes left</source>
            <translation>剩余约 {count} 分钟</translation>
        </message>
        <message>
            <source>about {count} hours left</source>
            <translation>剩余约 {count} 小时</translation>
        </message>
        <message>
            <source>Photo</source>
            <translation>照片</translation>
        </message>
        <message>
            <source>Clip</source>
            <translation>视频</translation>
        </message>
        <message>
            <source>Recording</source>
            <translation>录音</translation>
        </message>
        <message>
            <source>Document</source>
            <translation>文档</translation>
        </message>
        <message>
            <source>All</source>
            <translation>全部</translation>
        </message>
        <message>
            <source>Photos</source>
            <translation>照片</translation>
        </message>
        <message>
            <source>Clips</source>
            <translation>视频</translation>
        </message>
        <message>
            <source>Recordings</source>
            <translation>录音</translation>
        </message>
        <message>
            <source>Documents</source>
            <translation>文档</translation>
        </message>
        <message>
            <source>1 photo</source>
            <translation>1 张照片</translation>
        </message>
        <message>
            <source>{count} photos</source>
            <translation>{count} 张照片</translation>
        </message>
        <message>
            <source>1 clip</source>
            <translation>1 个视频</translation>
        </message>
        <message>
            <source>{count} clips</source>
            <translation>{count} 个视频</translation>
        </message>
        <message>
            <source>1 recording</source>
            <translation>1 段录音</translation>
        </message>
        <message>
            <source>{count} recordings</source>
            <translation>{count} 段录音</translation>
        </message>
        <message>
            <source>1 document</source>
            <translation>1 份文档</translation>
        </message>
        <message>
            <source>{count} documents</source>
            <translation>{count} 份文档</translation>
        </message>
        <message>
            <source>nothing yet</source>
            <translation>暂无内容</translation>
        </message>
        <message>
            <source>Paused</source>
            <translation>已暂停</translation>
        </message>
        <message>
            <source>Paused, {left} still to read</source>
            <translation>已暂停，还有 {left} 个待读取</translation>
        </message>
        <message>
            <source>Looking through your folders</source>
            <translation>正在查看文件夹</translation>
        </message>
        <message>
            <source>Stopped</source>
            <translation>已停止</translation>
        </message>
        <message>
            <source>Everything is up to date</source>
            <translation>一切均为最新</translation>
        </message>
        <message>
            <source>Reading: {done} of {total}</source>
            <translation>正在读取：{done} / {total}</translation>
        </message>
        <message>
            <source>Reading {folder}: {done} of {total}</source>
            <translation>正在读取 {folder}：{done} / {total}</translation>
        </message>
        <message>
            <source>{work}, {left}</source>
            <translation>{work}，{left}</translation>
        </message>
        <message>
            <source>1 file could not be read</source>
            <translation>1 个文件无法读取</translation>
        </message>
        <message>
            <source>{count} files could not be read</source>
            <translation>{count} 个文件无法读取</translation>
        </message>
        <message>
            <source>away</source>
            <translation>未连接</translation>
        </message>
        <message>
            <source>away since {day}</source>
            <translation>自{day}起未连接</translation>
        </message>
        <message>
            <source>Strong match</source>
            <translation>匹配度高</translation>
        </message>
        <message>
            <source>Likely match</source>
            <translation>可能匹配</translation>
        </message>
        <message>
            <source>Weak match</source>
            <translation>匹配度低</translation>
        </message>
        <message>
            <source>name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>folder name</source>
            <translation>文件夹名称</translation>
        </message>
        <message>
            <source>title</source>
            <translation>标题</translation>
        </message>
        <message>
            <source>what is in it</source>
            <translation>其中的事物</translation>
        </message>
        <message>
            <source>words in it</source>
            <translation>其中的文字</translation>
        </message>
        <message>
            <source>meaning</source>
            <translation>含义</translation>
        </message>
        <message>
            <source>look</source>
            <translation>外观</translation>
        </message>
        <message>
            <source>sound</source>
            <translation>声音</translation>
        </message>
        <message>
            <source> and </source>
            <translation>和</translation>
        </message>
        <message>
            <source>{strength} by {reasons}</source>
            <translation>{strength}：{reasons}</translation>
        </message>
        <message>
            <source>, </source>
            <translation>、</translation>
        </message>
        <message>
            <source>Best on {place}</source>
            <translation>最匹配：{place}</translation>
        </message>
        <message>
            <source>Best at {place}</source>
            <translation>最匹配：{place}</translation>
        </message>
        <message>
            <source>{best}, also {others}</source>
            <translation>{best}，还有{others}</translation>
        </message>
        <message>
            <source>page {page}</source>
            <translation>第 {page} 页</translation>
        </message>
        <message>
            <source>N</source>
            <translation>北</translation>
        </message>
        <message>
            <source>S</source>
            <translation>南</translation>
        </message>
        <message>
            <source>E</source>
            <translation>东</translation>
        </message>
        <message>
            <source>W</source>
            <translation>西</translation>
        </message>
    </context>
</TS>
