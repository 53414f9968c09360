using Fw24.Local;
using Fw24.Model;

namespace Fw24.Console.Sources;

/// <summary>The app that a console shows.</summary>
/// <param name="Model">The generator's model.</param>
/// <param name="Topology">Its resources.</param>
/// <param name="Time">Its clock.</param>
/// <param name="IsDeployed">Indicates whether it is deployed; otherwise, it runs in an embedded cloud.</param>
internal sealed record ConsoleApp(AppModel Model, LocalTopology Topology, TimeProvider Time, bool IsDeployed)
{
    /// <summary>The stage that is shown: of several, the first.</summary>
    public string? Stage { get; } = Topology.Names[0].Stage;
}
