using Fw24.Local;
using Fw24.Local.Resources;

namespace Fw24.Integration.Tests.Harness;

/// <summary>Topologies of tables alone.</summary>
internal static class TableTopology
{
    /// <summary>Creates a topology of tables.</summary>
    public static LocalTopology Of(params IReadOnlyList<TableResource> tables) => new()
    {
        Tables = tables,
        Topics = [],
        Queues = [],
        Subscriptions = [],
        Functions = [],
        StreamMappings = [],
        QueueMappings = [],
        LogGroups = [],
    };
}
