using Fw24.Console.Sources;
using Microsoft.AspNetCore.Components;

namespace Fw24.Console.Components;

/// <summary>The bar on top of all pages: the app, and how it is.</summary>
public sealed partial class ConsoleBar
{
    /// <summary>Indicates whether the dark colors are shown.</summary>
    [Parameter]
    public bool IsDark { get; set; }

    /// <summary>Called to switch the colors.</summary>
    [Parameter]
    public EventCallback OnTheme { get; set; }

    [Inject]
    private ConsoleApp App { get; set; } = null!;
}
