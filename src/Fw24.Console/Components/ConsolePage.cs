using Fw24.Console.Sources;
using MudBlazor;

namespace Fw24.Console.Components;

/// <summary>A page that the console links to.</summary>
/// <param name="Path">The first part of its address.</param>
/// <param name="Name">Its name.</param>
/// <param name="Icon">Its icon.</param>
internal sealed record ConsolePage(string Path, string Name, string Icon)
{
    private static readonly ConsolePage s_topology = new("", "Topology", Icons.Material.Rounded.Hub);
    private static readonly ConsolePage s_trail = new("trail", "Trail", Icons.Material.Rounded.History);
    private static readonly ConsolePage s_failures = new("failures", "Failures", Icons.Material.Rounded.ReportGmailerrorred);

    private static readonly ConsolePage[] s_cloud =
    [
        s_topology,
        new("changes", "Changes", Icons.Material.Rounded.SwapVert),
        s_trail,
        s_failures,
        new("functions", "Functions", Icons.Material.Rounded.Functions),
        new("drive", "Drive", Icons.Material.Rounded.SportsEsports),
    ];

    private static readonly ConsolePage[] s_deployed =
    [
        s_topology,
        new("status", "Status", Icons.Material.Rounded.MonitorHeart),
        s_trail,
        s_failures,
    ];

    /// <summary>Returns the pages of an app.</summary>
    public static IReadOnlyList<ConsolePage> Of(ConsoleApp app) => app.IsDeployed ? s_deployed : s_cloud;

    /// <summary>Indicates whether a page of an app has an address.</summary>
    /// <param name="app">The app.</param>
    /// <param name="address">The address, relative to the console's.</param>
    public static bool Exists(ConsoleApp app, string address)
    {
        var first = address.Split('/', '?', '#')[0];
        return Of(app).Any(page => page.Path == first);
    }
}
