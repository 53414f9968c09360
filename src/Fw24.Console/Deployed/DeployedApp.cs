using Fw24.Audit;
using Fw24.Local;
using Fw24.Model;
using Fw24.Operations;
using Fw24.Operations.Restores;
using Fw24.Operations.Status;
using Fw24.Replay;

namespace Fw24.Console.Deployed;

/// <summary>A deployed app, as the rights of the person who opens the console reach it.</summary>
internal sealed record DeployedApp
{
    /// <summary>The generator's model.</summary>
    public required AppModel Model { get; init; }

    /// <summary>Its resources, as its manifest has them.</summary>
    public required LocalTopology Topology { get; init; }

    /// <summary>The reader of its audit.</summary>
    public required IAuditReader Audit { get; init; }

    /// <summary>Its tables.</summary>
    public required ITableSource Tables { get; init; }

    /// <summary>The queues of what its functions gave up on.</summary>
    public required IFailureQueues Failures { get; init; }

    /// <summary>The journal of replays.</summary>
    public required ReplayJournal Journal { get; init; }

    /// <summary>Prepares a replay; given whether changes are handled again that are recorded as handled.</summary>
    public required Func<bool, CancellationToken, Task<Replayer>> OpenReplayerAsync { get; init; }

    /// <summary>Looks at the resources.</summary>
    public required Func<CancellationToken, Task<AppState>> InspectAsync { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
