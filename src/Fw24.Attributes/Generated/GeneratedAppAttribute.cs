using System.ComponentModel;

namespace Fw24.Generated;

/// <summary>Marks an assembly that Fw24's generator processed, so that other compilations find its contents. Written by the generator.</summary>
/// <param name="version">The format of the markers: <see cref="CurrentVersion"/>.</param>
/// <param name="name">The app's name.</param>
/// <param name="executable">
/// Indicates whether the assembly is an app itself. If not, the executable that references it includes its entities and handlers.
/// </param>
[AttributeUsage(AttributeTargets.Assembly)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GeneratedAppAttribute(int version, string name, bool executable) : Attribute
{
    /// <summary>The current format of the markers. Markers of another format are ignored, and FW24407 is reported.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The format of the markers.</summary>
    public int Version { get; } = version;

    /// <summary>The app's name.</summary>
    public string Name { get; } = name;

    /// <summary>Indicates whether the assembly is an app itself.</summary>
    public bool Executable { get; } = executable;

    /// <summary>
    /// The class that exposes the models of its entities and handlers, such as <c>global::Orders.OrdersApp.Parts</c>; empty for an executable.
    /// </summary>
    public string Parts { get; set; } = "";

    /// <summary>The settings of the app's <see cref="Fw24AppAttribute"/>: names and values in turn.</summary>
    public object[] Settings { get; set; } = [];
}
