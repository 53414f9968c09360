using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
using MudBlazor;

namespace Fw24.Console.Components;

/// <summary>The frame of all pages.</summary>
public sealed partial class ConsoleLayout
{
    private const string ThemeKey = "fw24-theme";
    private const string Dark = "dark";

    private MudThemeProvider? _provider;
    private ErrorBoundary? _boundary;
    private bool _isDark;
    private bool _isChosen;
    private ElementReference _main;

    /// <inheritdoc/>
    protected override void OnParametersSet()
        => _boundary?.Recover();

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender || _provider is null)
        {
            return;
        }

        var chosen = await Script.InvokeAsync<string?>("localStorage.getItem", ThemeKey);
        _isChosen = chosen is not null;
        _isDark = _isChosen ? chosen == Dark : await _provider.GetSystemDarkModeAsync();
        await _provider.WatchSystemDarkModeAsync(OnSystemAsync);
        StateHasChanged();
    }

    private Task OnSystemAsync(bool isDark)
    {
        if (!_isChosen)
        {
            _isDark = isDark;
            StateHasChanged();
        }

        return Task.CompletedTask;
    }

    private async Task SkipAsync() => await _main.FocusAsync();

    private async Task SwitchThemeAsync()
    {
        (_isDark, _isChosen) = (!_isDark, true);
        await Script.InvokeVoidAsync("localStorage.setItem", ThemeKey, _isDark ? Dark : "light");
    }
}
