using System.ComponentModel;

namespace Fw24.Generated;

/// <summary>Says that Fw24's generator ran over this assembly, so that other compilations find what is in it. Written by the generator.</summary>
/// <param name="version">The markers' format: <see cref="CurrentVersion"/>.</param>
/// <param name="name">The app's name.</param>
/// <param name="executable">Whether the assembly is an app of its own; otherwise the executable that references it gathers its entities and handlers.</param>
[AttributeUsage(AttributeTargets.Assembly)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GeneratedAppAttribute(int version, string name, bool executable) : Attribute
{
    /// <summary>The format that this version of the markers has. Markers of another format are passed over, which FW24407 reports.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The markers' format.</summary>
    public int Version { get; } = version;

    /// <summary>The app's name.</summary>
    public string Name { get; } = name;

    /// <summary>Whether the assembly is an app of its own.</summary>
    public bool Executable { get; } = executable;

    /// <summary>The class that hands out the models of its entities and handlers, such as <c>global::Orders.OrdersApp.Parts</c>; empty in an executable.</summary>
    public string Parts { get; set; } = "";

    /// <summary>What the app's <see cref="Fw24AppAttribute"/> sets: names and values in turn.</summary>
    public object[] Settings { get; set; } = [];
}
