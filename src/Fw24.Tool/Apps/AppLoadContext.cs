using System.Reflection;
using System.Runtime.Loader;

namespace Fw24.Tool.Apps;

/// <summary>
/// Loads an app's assembly with its own dependencies, and shares with it the assemblies of Fw24 and whatever the tool has in the same
/// version or a later one.
/// </summary>
internal sealed class AppLoadContext : AssemblyLoadContext
{
    private readonly AssemblyDependencyResolver _resolver;

    /// <summary>Creates a context for an assembly.</summary>
    /// <param name="path">The full path of the app's assembly.</param>
    public AppLoadContext(string path)
        : base(Path.GetFileNameWithoutExtension(path))
        => _resolver = new AssemblyDependencyResolver(path);

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var own = FindOwn(assemblyName);
        var isShared = own is not null
            && (IsFramework(assemblyName) || assemblyName.Version is not { } version || own.GetName().Version >= version);
        if (isShared)
        {
            return own;
        }

        return _resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : own;
    }

    /// <inheritdoc/>
    protected override IntPtr LoadUnmanagedDll(string unmanagedDllName)
        => _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : IntPtr.Zero;

    private static Assembly? FindOwn(AssemblyName name)
    {
        try
        {
            return Default.LoadFromAssemblyName(new AssemblyName(name.Name!));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    // The same types on both sides: an app that was built with another version is refused before (AppAssembly).
    private static bool IsFramework(AssemblyName name) => name.Name!.StartsWith("Fw24.", StringComparison.Ordinal);
}
